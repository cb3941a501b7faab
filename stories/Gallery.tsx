import type { ReactElement, ReactNode } from 'react'
import { TestApiStatusProvider } from '../src/testing.js'
import './Gallery.css'
import type { NamedState } from './states.js'

interface GalleryProps {
  readonly states: readonly NamedState[]
  /** What to show of each state. */
  readonly children: (name: string) => ReactNode
}

/** The same widget in many states, one below the other, each under its name. */
export function Gallery({ states, children }: GalleryProps): ReactElement {
  return (
    <dl className="gallery">
      {states.map(({ name, ...state }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <TestApiStatusProvider {...state}>{children(name)}</TestApiStatusProvider>
          </dd>
        </div>
      ))}
    </dl>
  )
}
