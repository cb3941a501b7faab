import { describe, expect, test, vi } from 'vitest'
import type { CheckContext } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

test('a check hears where the service stands, and may be milder with one that ends (H15)', async () => {
  const heard: CheckContext['lifecycle'][] = []
  let start: () => void = () => {}
  const startup = new Promise<void>((resolve) => {
    start = resolve
  })
  const { service } = serviceOnFakeClock({
    startup,
    cacheTtl: 0,
    retries: 0,
    checks: [
      {
        name: 'queue',
        run: (_, { lifecycle }) => {
          heard.push(lifecycle)
          // Nobody takes new work from a queue that is about to be left.
          return lifecycle === 'draining'
        },
      },
    ],
  })
  await ask(service)
  start()
  await settle()
  expect(await ask(service)).toMatchObject({ body: { components: { queue: { status: 'unhealthy' } } } })
  service.drain()
  expect(await ask(service)).toMatchObject({ body: { components: { queue: { status: 'healthy' } } } })
  expect(heard).toEqual(['starting', 'started', 'draining'])
})

test('one that is told to drain while it starts says that it starts, and never becomes ready', async () => {
  let start: () => void = () => {}
  const startup = new Promise<void>((resolve) => {
    start = resolve
  })
  const { service } = serviceOnFakeClock({ startup })
  service.drain()
  expect(await ask(service, '/api/health/readiness')).toMatchObject({ body: { reason: 'starting' } })
  start()
  await settle()
  expect(await ask(service, '/api/health/readiness')).toMatchObject({ body: { reason: 'draining' } })
})

describe('a service that is closed', () => {
  test('drains, and still answers with what it knows', async () => {
    const run = vi.fn<() => boolean>(() => true)
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    await ask(service)
    await service.close()
    await clock.advance(3_600_000)
    expect(service.isDraining).toBe(true)
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy', ready: false } })
    expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 200 })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ body: { reason: 'draining' } })
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('aborts what runs, answers those who wait for it, and leaves no timer', async () => {
    const signals: AbortSignal[] = []
    const { service, clock, log } = serviceOnFakeClock({
      checks: [{ name: 'hung', run: (signal) => (signals.push(signal), never) }],
    })
    service.start({ interval: 1000 })
    const waiting = ask(service)
    await settle()
    expect(clock.pendingTimers).toBeGreaterThan(0)
    await service.close()
    expect(await waiting).toMatchObject({ body: { components: { hung: { status: 'unknown' } } } })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(10_000)
    expect(clock.pendingTimers).toBe(0)
    expect(log).toEqual([])
  })

  test('may be closed again', async () => {
    const { service } = serviceOnFakeClock()
    await service.close()
    await expect(service.close()).resolves.toBeUndefined()
  })
})
