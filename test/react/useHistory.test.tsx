import { act, cleanup, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useHistory } from '../../src/react/useHistory.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'
import { aReport } from '../../src/testing/reports.js'

let renders = 0

function Seen() {
  renders++
  const { days, latencies, transitions } = useHistory()
  return (
    <output>
      {`${days.length} days, ${latencies.length} latencies, ${transitions.map(({ status }) => status).join()}`}
    </output>
  )
}

const text = () => document.querySelector('output')?.textContent

afterEach(() => {
  cleanup()
  renders = 0
})

describe('useHistory', () => {
  it('gives what was seen, and renders again when a probe has added to it', async () => {
    const world = fakeEnvironment()
    world.endpoint.answer({ kind: 'report', report: aReport() })
    render(
      <ApiStatusProvider environment={world}>
        <Seen />
      </ApiStatusProvider>,
    )
    expect(text()).toBe('0 days, 0 latencies, ')
    await act(() => world.clock.advance(0))
    expect(text()).toBe('1 days, 1 latencies, healthy')
    await act(() => world.clock.advance(40_000))
    expect(text()).toBe('1 days, 2 latencies, healthy')
  })

  it('gives what an earlier page has kept', async () => {
    const storage = memoryStorage()
    const before = fakeEnvironment({ storage })
    before.endpoint.answer({ kind: 'report', report: aReport() })
    const monitor = createMonitor(before)
    const stop = monitor.start()
    await before.clock.advance(0)
    stop()
    const world = fakeEnvironment({ storage, clock: before.clock })
    world.endpoint.answer({ kind: 'hang' })
    render(
      <ApiStatusProvider environment={world}>
        <Seen />
      </ApiStatusProvider>,
    )
    await act(() => world.clock.advance(0))
    expect(text()).toBe('1 days, 1 latencies, healthy')
  })

  it('gives it also when storage answers later than everything else', async () => {
    const storage = memoryStorage()
    const before = fakeEnvironment({ storage })
    before.endpoint.answer({ kind: 'report', report: aReport() })
    const monitor = createMonitor(before)
    const stop = monitor.start()
    await before.clock.advance(0)
    stop()
    const { clock } = before
    const slow = {
      ...storage,
      async get(key: string) {
        if (key.startsWith('history')) await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
        return storage.get(key)
      },
    }
    const world = fakeEnvironment({ storage: slow, clock })
    world.endpoint.answer({ kind: 'hang' })
    render(
      <ApiStatusProvider environment={world}>
        <Seen />
      </ApiStatusProvider>,
    )
    await act(() => clock.advance(50))
    expect(text()).toBe('0 days, 0 latencies, ')
    await act(() => clock.advance(100))
    expect(text()).toBe('1 days, 1 latencies, healthy')
  })

  it('gives nothing any longer as soon as the monitor has forgotten', async () => {
    const world = fakeEnvironment()
    world.endpoint.answer({ kind: 'report', report: aReport() })
    const monitor = createMonitor(world)
    render(
      <ApiStatusProvider monitor={monitor}>
        <Seen />
      </ApiStatusProvider>,
    )
    await act(() => world.clock.advance(0))
    expect(text()).toBe('1 days, 1 latencies, healthy')
    world.endpoint.answer({ kind: 'hang' })
    await act(() => monitor.forget())
    expect(text()).toBe('0 days, 0 latencies, ')
  })

  it('renders nothing again while nothing is added', () => {
    const monitor = fakeMonitor({ history: { latencies: [{ at: 0, ms: 40 }] } })
    render(
      <ApiStatusProvider monitor={monitor}>
        <Seen />
      </ApiStatusProvider>,
    )
    const before = renders
    act(() => monitor.set({ timing: { nextCheckAt: 30_000 } }))
    expect(renders).toBe(before)
    act(() => monitor.set({ history: { latencies: [] } }))
    expect(text()).toBe('0 days, 0 latencies, ')
  })

  it('forgets at logout', async () => {
    const monitor = fakeMonitor({ history: { latencies: [{ at: 0, ms: 40 }] } })
    render(
      <ApiStatusProvider monitor={monitor}>
        <Seen />
      </ApiStatusProvider>,
    )
    expect(text()).toBe('0 days, 1 latencies, ')
    await act(() => monitor.forget())
    expect(text()).toBe('0 days, 0 latencies, ')
  })

  it('is empty on a server (U26)', () => {
    const monitor = fakeMonitor({ history: { latencies: [{ at: 0, ms: 40 }] } })
    const html = renderToString(
      <ApiStatusProvider monitor={monitor}>
        <Seen />
      </ApiStatusProvider>,
    )
    expect(html).toContain('0 days, 0 latencies')
  })
})
