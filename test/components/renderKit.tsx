import { cleanup, render, screen } from '@testing-library/react'
import type { RenderOptions, RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeAll } from 'vitest'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import type { FakeMonitor } from '../../src/testing/fakeMonitor.js'
import { movePointerAside } from './pointer.js'

/** Renders `ui` below a provider that carries `monitor`. */
export function renderKit(ui: ReactNode, monitor: FakeMonitor, options?: RenderOptions): RenderResult {
  return render(ui, {
    ...options,
    wrapper: ({ children }) => <ApiStatusProvider monitor={monitor}>{children}</ApiStatusProvider>,
  })
}

/** The node of a part, by its name in `data-api-status`. Throws where there is none, or more than one. */
export function part(name: string): HTMLElement {
  const nodes = parts(name)
  const [node] = nodes
  if (!node || nodes.length > 1) throw new Error(`Expected one part "${name}", got ${nodes.length}.`)
  return node
}

/** All nodes of a part. */
export function parts(name: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-api-status="${name}"]`)]
}

/** Notes what the live region comes to say from now on; gives it when called. */
export function listen(): () => string[] {
  const heard: string[] = []
  let last = ''
  const note = () => {
    const text = screen.queryByRole('status')?.textContent.trim() ?? ''
    if (text && text !== last) heard.push(text)
    last = text
  }
  const observer = new MutationObserver(note)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  return () => {
    if (observer.takeRecords().length > 0) note()
    return heard
  }
}

/**
 * The messages of the errors that rendering throws. There are two where an effect throws in StrictMode, which runs it
 * twice; React throws them as one, whose own message is empty.
 */
export function complaints(rendering: () => unknown): string[] {
  try {
    rendering()
  } catch (thrown) {
    const errors = thrown instanceof AggregateError ? (thrown.errors as Error[]) : [thrown as Error]
    return errors.map(({ message }) => message)
  }
  return []
}

// The pointer stays where the file before has left it.
beforeAll(movePointerAside)

afterEach(cleanup)
