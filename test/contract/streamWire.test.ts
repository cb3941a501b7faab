import { describe, expect, it } from 'vitest'
import { createHealthService } from '../../src/server/createHealthService.js'
import { createFetchHandler } from '../../src/server/handlers/fetchHandler.js'
import { eventStream } from '../../src/monitor/stream/eventStream.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { scene } from '../monitor/world.js'

/** The real handler's stream, read by a real monitor; both live by one clock. */
async function listening(heartbeat?: number) {
  const clock = new FakeClock()
  const state = { isUp: true }
  const service = createHealthService({
    clock,
    logger: { info() {}, warn() {} },
    checks: [{ name: 'search', critical: false, retries: 0, run: () => state.isUp }],
    stream: { interval: 1000, ...(heartbeat && { heartbeat }) },
  })
  const handle = createFetchHandler(service)
  const endpoint = fakeEndpoint({ kind: 'respond', respond: handle })
  const { begin, monitor } = scene({ stream: eventStream() }, { clock, endpoint })
  const stop = await begin()
  await clock.advance(10)
  return { clock, state, service, endpoint, monitor, stop }
}

describe('what the server pushes, the client hears', () => {
  it('a change, and that it is over', async () => {
    const { clock, state, monitor, endpoint } = await listening()
    expect(endpoint.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/api/health',
      '/api/health/stream',
    ])
    state.isUp = false
    await clock.advance(1500)
    expect(monitor.getSnapshot()).toMatchObject({ status: 'degraded', affected: ['search'], source: 'live' })
    state.isUp = true
    await clock.advance(1500)
    expect(monitor.getSnapshot().status).toBe('healthy')
    expect(endpoint.requests).toHaveLength(2)
  })

  it.each([undefined, 5000, 60_000])('each heartbeat, whatever it is: %s', async (heartbeat) => {
    const { clock, monitor, endpoint } = await listening(heartbeat)
    const snapshot = monitor.getSnapshot()
    await clock.advance(3_600_000)
    expect(endpoint.requests).toHaveLength(2)
    expect(monitor.getSnapshot()).toBe(snapshot)
    expect(clock.wallNow() - (monitor.getTiming().lastChecked ?? 0)).toBeLessThanOrEqual(heartbeat ?? 15_000)
  })

  it('only what it does not know yet', async () => {
    const { endpoint, stop } = await listening()
    expect(endpoint.requests[1]!.headers.get('last-event-id')).toMatch(/^W\//)
    stop()
  })

  it('that the instance drains: it polls until another one answers', async () => {
    const { clock, service, monitor, endpoint } = await listening()
    const seen: string[] = []
    monitor.subscribe(() => seen.push(monitor.getSnapshot().status))
    service.drain()
    await clock.advance(120_000)
    expect(new Set(seen)).toEqual(new Set(['healthy']))
    expect(endpoint.requests.length).toBeLessThan(25)
  })

  it('nothing any more once it has stopped, and the service rests', async () => {
    const { clock, stop } = await listening()
    stop()
    await clock.advance(10)
    expect(clock.pendingTimers).toBe(0)
  })
})
