import type { ReactElement, ReactNode } from 'react'
import { TestApiStatusProvider } from '../src/testing.js'
import type { NamedState } from './states.js'

interface GalleryProps {
  readonly states: readonly NamedState[]
  /** What to show of each state. */
  readonly children: (name: string) => ReactNode
}

/** The same widget in many states, one below the other, each under its name. */
export function Gallery({ states, children }: GalleryProps): ReactElement {
  return (
    <dl style={{ display: 'grid', gap: '1.25rem', margin: 0, font: '0.9375rem/1.5 system-ui, sans-serif' }}>
      {states.map(({ name, ...state }) => (
        <div key={name}>
          <dt style={{ fontSize: '0.8125rem', marginBlockEnd: '0.375rem' }}>{name}</dt>
          <dd style={{ margin: 0 }}>
            <TestApiStatusProvider {...state}>{children(name)}</TestApiStatusProvider>
          </dd>
        </div>
      ))}
    </dl>
  )
}
