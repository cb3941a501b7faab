import { describe, expect, it } from 'vitest'
import { createFetchHandler } from '../../src/server/handlers/fetchHandler.js'
import type { Check } from '../../src/server/registry/check.js'
import { createHealthService } from '../../src/server/createHealthService.js'
import type { HealthServiceOptions } from '../../src/server/options.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { scene } from '../monitor/world.js'

const works = (name: string, rest: Partial<Check> = {}): Check => ({ name, run: () => {}, ...rest })
const fails = (name: string, rest: Partial<Check> = {}): Check => ({
  name,
  retries: 0,
  run: () =>
    Promise.reject(Object.assign(new Error('connect ECONNREFUSED 10.0.0.5'), { code: 'ECONNREFUSED' })),
  ...rest,
})

/** The real handler's response, read by the real probe of a real monitor. */
async function monitorOf(
  options: HealthServiceOptions,
  prepare?: (service: ReturnType<typeof createHealthService>) => void,
) {
  const service = createHealthService({ logger: { info() {}, warn() {} }, ...options })
  prepare?.(service)
  const handle = createFetchHandler(service)
  const statuses: number[] = []
  const endpoint = fakeEndpoint({
    kind: 'respond',
    async respond(request) {
      const response = await handle(request)
      statuses.push(response.status)
      return response
    },
  })
  const it = scene({}, { endpoint })
  await it.begin()
  await it.clock.advance(0)
  return { it, statuses, snapshot: it.monitor.getSnapshot() }
}

describe('what the server writes, the client reads', () => {
  it('when all is well', async () => {
    const { snapshot, it } = await monitorOf({
      name: 'orders',
      buildId: 'b7f3',
      checks: [works('database', { impact: ['orders'] })],
      poll: { intervalMs: 15_000, minMs: 5000 },
    })
    expect(snapshot).toMatchObject({
      status: 'healthy',
      cause: null,
      report: {
        ready: true,
        readOnly: false,
        service: { name: 'orders', buildId: 'b7f3' },
        poll: { intervalMs: 15_000, minMs: 5000 },
        components: { database: { status: 'healthy', critical: true, impact: ['orders'] } },
      },
    })
    expect(it.monitor.getTiming().responseTimes.database).toBeGreaterThanOrEqual(0)
  })

  it('when an optional component is down, with its code and without its text', async () => {
    const { snapshot } = await monitorOf({
      checks: [works('database'), fails('search', { critical: false })],
    })
    expect(snapshot).toMatchObject({ status: 'degraded', cause: 'component', affected: ['search'] })
    expect(snapshot.report?.components.search?.error).toEqual({ code: 'ECONNREFUSED' })
  })

  it('when a critical component is down', async () => {
    const { snapshot } = await monitorOf({ checks: [fails('database')] })
    expect(snapshot).toMatchObject({ status: 'unhealthy', cause: 'component', affected: ['database'] })
  })

  it('when writes are refused', async () => {
    const { snapshot } = await monitorOf({ checks: [fails('database', { readOnlyWhenDown: true })] })
    expect(snapshot).toMatchObject({
      status: 'degraded',
      cause: 'read-only',
      report: { readOnly: true, ready: false },
    })
  })

  it('when it starts up, and when it drains', async () => {
    const starting = await monitorOf({ checks: [works('database')], startup: new Promise<void>(() => {}) })
    expect(starting.snapshot).toMatchObject({ status: 'unhealthy', cause: 'not-ready' })
    const draining = await monitorOf({ checks: [works('database')] }, (service) => service.drain())
    expect(draining.snapshot).toMatchObject({ status: 'healthy', report: { ready: false } })
  })

  it('when it is being maintained', async () => {
    const startsAt = Date.UTC(2025, 11, 31)
    const window = { id: 'm1', title: 'Upgrade', startsAt, endsAt: Date.UTC(2099, 0, 1), components: [] }
    const { snapshot } = await monitorOf({ checks: [works('database')], maintenance: [window] })
    expect(snapshot).toMatchObject({
      status: 'degraded',
      cause: 'maintenance',
      report: { maintenance: [window] },
    })
  })

  it('with a tag, by which an unchanged report costs no body', async () => {
    const { it, snapshot, statuses } = await monitorOf({ checks: [works('database')] })
    await it.nextPoll()
    await it.clock.advance(0)
    expect(statuses).toEqual([200, 304])
    expect(it.monitor.getSnapshot()).toBe(snapshot)
    expect(it.monitor.getTiming().reportAt).toBe(it.monitor.getTiming().lastChecked)
  })
})
