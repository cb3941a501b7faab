import { act } from '@testing-library/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { useNow } from '../../src/react/useNow.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { aReport } from '../../src/testing/reports.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'

function App() {
  const { status, source } = useApiStatus()
  return (
    <p>
      {status} {source} {useNow() === null ? 'no time' : 'time'}
    </p>
  )
}

let container: HTMLElement
let unmount = () => {}

beforeEach(() => {
  container = document.createElement('div')
})
afterEach(() => act(() => unmount()))

/** A world whose storage holds a report, or nothing. */
async function visitedWorld(report: ReturnType<typeof aReport> | null) {
  const storage = memoryStorage()
  const before = fakeEnvironment({ storage })
  if (report) {
    before.endpoint.answer({ kind: 'report', report })
    const monitor = createMonitor(before)
    const stop = monitor.start()
    await before.clock.advance(0)
    stop()
  }
  return fakeEnvironment({ storage, clock: before.clock })
}

describe('rendered on a server and hydrated', () => {
  it.each([
    ['nothing', null, 'checking none'],
    ['a healthy report', aReport(), 'healthy restored'],
    ['an unhealthy report', aReport({ components: { database: 'unhealthy' } }), 'unhealthy restored'],
  ])(
    'with %s in storage there is no warning, and what is stored is shown after (R36)',
    async (_what, report, after) => {
      const world = await visitedWorld(report)
      world.endpoint.answer({ kind: 'hang' })
      const app = (
        <StrictMode>
          <ApiStatusProvider environment={world}>
            <App />
          </ApiStatusProvider>
        </StrictMode>
      )
      container.innerHTML = renderToString(app)
      expect(container.textContent).toBe('checking none no time')

      const complaints: unknown[] = []
      const { error } = console
      console.error = (...complaint: unknown[]) => complaints.push(complaint)
      try {
        await act(async () => {
          const root = hydrateRoot(container, app, {
            onRecoverableError: (recovered) => complaints.push(recovered),
          })
          unmount = () => root.unmount()
          await world.clock.advance(0)
        })
      } finally {
        console.error = error
      }
      expect(complaints).toEqual([])
      expect(container.textContent).toBe(`${after} time`)
    },
  )
})
