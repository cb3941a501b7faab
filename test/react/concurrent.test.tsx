import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, Suspense, startTransition } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { DegradedBanner } from '../../src/components/banner/DegradedBanner.js'
import { OfflineGate } from '../../src/components/gate/OfflineGate.js'
import { StatusIndicator } from '../../src/components/indicator/StatusIndicator.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'

afterEach(cleanup)

/** More than React works at a stretch before it lets the browser have a turn: 5 ms. */
const SLOW_RENDER = 6
const READERS = 15

const PATIENTLY = { timeout: 10_000 }

/** Keeps the thread for so long, as a heavy component does. */
function workFor(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('a status that changes in the middle of a long render', () => {
  const actEnvironment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }

  it('is never shown beside the one before it (R37)', async () => {
    const monitor = fakeMonitor({ snapshot: { status: 'healthy' } })
    let rendered = 0
    function Reader() {
      rendered++
      workFor(SLOW_RENDER)
      return <li>{useApiStatus(({ status }) => status)}</li>
    }
    const readers = Array.from({ length: READERS }, (_, index) => <Reader key={index} />)
    const page = (content: ReactNode) => {
      const app = <ApiStatusProvider monitor={monitor}>{content}</ApiStatusProvider>
      return inject('isStrict') ? <StrictMode>{app}</StrictMode> : app
    }

    const container = document.createElement('ul')
    const commits: string[][] = []
    const observer = new MutationObserver(() => {
      commits.push([...new Set([...container.querySelectorAll('li')].map(({ textContent }) => textContent))])
    })
    observer.observe(container, { childList: true, characterData: true, subtree: true })
    // Within act React renders all at once.
    actEnvironment.IS_REACT_ACT_ENVIRONMENT = false
    const root = createRoot(container)
    try {
      root.render(page('nothing yet'))
      await expect.poll(() => container.textContent, PATIENTLY).toBe('nothing yet')
      startTransition(() => root.render(page(readers)))
      await new Promise<void>((resolve) => {
        const lookIn = () => (rendered > 0 ? resolve() : setTimeout(lookIn))
        lookIn()
      })
      expect(rendered).toBeLessThan(READERS)
      expect(container.textContent).toBe('nothing yet')
      monitor.set({ snapshot: { status: 'unhealthy', cause: 'timeout' } })
      await expect.poll(() => commits.at(-1), PATIENTLY).toEqual(['unhealthy'])
      expect(commits.filter((statuses) => statuses.length > 1)).toEqual([])
    } finally {
      root.unmount()
      observer.disconnect()
      actEnvironment.IS_REACT_ACT_ENVIRONMENT = true
    }
  })
})

describe('a status that changes within a transition', () => {
  it('never makes the app wait behind the fallback of a Suspense (R37)', async () => {
    const clock = new FakeClock()
    const monitor = fakeMonitor({ clock })
    const { container } = render(
      <ApiStatusProvider monitor={monitor}>
        <Suspense fallback="Waiting">
          <DegradedBanner showDelay={0} />
          <StatusIndicator />
          <OfflineGate>
            <input aria-label="Draft" />
          </OfflineGate>
        </Suspense>
      </ApiStatusProvider>,
    )
    const input = container.querySelector('input')
    for (const status of ['healthy', 'degraded', 'offline', 'unknown', 'unhealthy'] as const) {
      act(() => startTransition(() => monitor.set({ snapshot: { status, source: 'live' } })))
      await act(() => clock.advance(1000))
      expect(container.querySelector('[data-api-status="indicator"]')?.getAttribute('data-status')).toBe(
        status,
      )
      expect(container.textContent).not.toContain('Waiting')
      expect(container.querySelector('input')).toBe(input)
    }
  })
})
