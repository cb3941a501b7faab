import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { invalidateOnRecovery } from '../../src/query/invalidateOnRecovery.js'
import { queryRetry } from '../../src/query/queryRetry.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'
import { scene } from '../monitor/world.js'

describe('queryRetry', () => {
  it('tries three times again, or as often as it is told', () => {
    const { retry } = queryRetry(fakeMonitor())
    expect([0, 1, 2, 3].map((count) => retry(count, new TypeError('Failed to fetch')))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(queryRetry(fakeMonitor(), { retries: 1 }).retry(1, new Error('x'))).toBe(false)
  })

  it('does not repeat what another try can not cure', () => {
    const { retry } = queryRetry(fakeMonitor())
    const statuses = [400, 401, 404, 408, 422, 425, 429, 500, 503]
    expect(statuses.filter((status) => retry(0, Object.assign(new Error('x'), { status })))).toEqual([
      408, 425, 429, 500, 503,
    ])
  })

  it('waits with full jitter', () => {
    const { retryDelay } = queryRetry(fakeMonitor())
    const delays = Array.from({ length: 200 }, () => retryDelay(2, new Error('x')))
    expect(Math.max(...delays)).toBeLessThanOrEqual(4000)
    expect(Math.max(...delays)).toBeGreaterThan(3000)
    expect(Math.min(...delays)).toBeLessThan(1000)
  })

  it('waits for the breaker, which a retry would only meet again', () => {
    const clock = new FakeClock()
    const until = clock.wallNow() + 20_000
    const open = queryRetry(fakeMonitor({ clock, snapshot: { breaker: { state: 'open', until } } }))
    const delay = open.retryDelay(0, Object.assign(new Error('bad gateway'), { status: 502 }))
    expect(delay).toBeGreaterThanOrEqual(20_000)
    expect(delay).toBeLessThanOrEqual(21_000)
    const refused = queryRetry(fakeMonitor({ clock })).retryDelay(
      0,
      new BreakerOpenError('https://x', until, 7000),
    )
    expect(refused).toBeGreaterThanOrEqual(7000)
  })
})

describe('invalidateOnRecovery', () => {
  it('marks queries as stale after a recovery, within the spread, until it is undone', async () => {
    const it = scene()
    const queryClient = new QueryClient()
    queryClient.setQueryData(['orders'], [1])
    const isStale = () => queryClient.getQueryState(['orders'])?.isInvalidated
    const undo = invalidateOnRecovery(queryClient, it.monitor, { spread: 5000 })
    it.endpoint.answer({ kind: 'refuse' })
    await it.begin()
    it.endpoint.report()
    void it.monitor.check()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(isStale()).toBe(false)
    await it.clock.advance(5000)
    expect(isStale()).toBe(true)

    undo()
    queryClient.setQueryData(['orders'], [2])
    it.endpoint.answer({ kind: 'refuse' })
    void it.monitor.check()
    await it.clock.advance(2000)
    it.endpoint.report()
    void it.monitor.check()
    await it.clock.advance(20_000)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
    expect(isStale()).toBe(false)
  })

  it('can be kept to some queries', async () => {
    const monitor = fakeMonitor({ snapshot: { status: 'unhealthy', cause: 'unreachable', source: 'live' } })
    const queryClient = new QueryClient()
    queryClient.setQueryData(['orders'], [1])
    queryClient.setQueryData(['profile'], {})
    invalidateOnRecovery(queryClient, monitor, { filters: { queryKey: ['orders'] } })
    monitor.set({ snapshot: { status: 'healthy', cause: null } })
    expect(queryClient.getQueryState(['orders'])?.isInvalidated).toBe(true)
    expect(queryClient.getQueryState(['profile'])?.isInvalidated).toBe(false)
  })
})
