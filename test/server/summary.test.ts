import { describe, expect, test } from 'vitest'
import { count, NO_RUNS } from '../../src/server/registry/tally.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

describe('the summary', () => {
  test('is of what is registered, before anything has run', () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => true }] })
    expect(service.summary()).toEqual({
      total: 1,
      statuses: { healthy: 0, degraded: 0, unhealthy: 0, unknown: 1 },
      components: {
        part: {
          status: 'unknown',
          consecutiveFailures: 0,
          consecutiveSuccesses: 0,
          totalChecks: 0,
          totalFailures: 0,
          lastCheckedAt: undefined,
          responseTimeMs: undefined,
        },
      },
    })
  })

  test('counts runs, not requests, and a retry as a part of its run', async () => {
    let runs = 0
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: () => ++runs !== 1, retries: 1 }],
    })
    const first = ask(service)
    await clock.advance(100)
    await first
    for (let asked = 0; asked < 10; asked++) await ask(service)
    expect(runs).toBe(2)
    expect(service.summary().components.part).toMatchObject({ totalChecks: 1, totalFailures: 0 })
  })

  test('has rows, totals, the time of the newest run and how long it took', async () => {
    let isUp = true
    const { service, clock } = serviceOnFakeClock({
      retries: 0,
      checks: [
        { name: 'part', run: () => new Promise((resolve) => clock.setTimeout(() => resolve(isUp), 5)) },
        { name: 'database', run: () => false, readOnlyWhenDown: true },
        { name: 'hung', run: () => never, timeout: 10, critical: false },
      ],
    })
    for (const up of [true, true, false, false, false]) {
      isUp = up
      void service.checkAll()
      await clock.advance(1100)
    }
    expect(service.summary()).toEqual({
      total: 3,
      statuses: { healthy: 0, degraded: 1, unhealthy: 2, unknown: 0 },
      components: {
        part: {
          status: 'unhealthy',
          consecutiveFailures: 3,
          consecutiveSuccesses: 0,
          totalChecks: 5,
          totalFailures: 3,
          lastCheckedAt: clock.wallNow() - 1095,
          responseTimeMs: 5,
        },
        database: expect.objectContaining({ status: 'degraded', consecutiveFailures: 5, totalFailures: 5 }),
        hung: expect.objectContaining({ status: 'unhealthy', responseTimeMs: 10 }),
      },
    })
  })

  test('holds what was believed beside what was counted', async () => {
    const { service } = serviceOnFakeClock({
      checks: [{ name: 'part', run: () => false, retries: 0, failuresBeforeUnhealthy: 3 }],
    })
    await service.check('part')
    expect(service.summary().components.part).toMatchObject({ status: 'unknown', consecutiveFailures: 1 })
  })

  test('has components whatever their names', () => {
    const names = ['__proto__', 'constructor', 'größe €']
    const { service } = serviceOnFakeClock({ checks: names.map((name) => ({ name, run: () => true })) })
    expect(Object.keys(service.summary().components)).toEqual(names)
  })

  test('leaves out what is unregistered or switched off, and begins anew with what is switched on again', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'a', run: () => true }] })
    await service.check('a')
    service.enable('a', false)
    expect(service.summary()).toMatchObject({ total: 0, components: {} })
    service.enable('a', true)
    expect(service.summary().components.a).toMatchObject({ status: 'unknown', totalChecks: 0 })
  })
})

test('a run that is unknown neither lengthens nor ends a row', () => {
  const statuses = ['unhealthy', 'unknown', 'unhealthy'] as const
  expect(statuses.reduce(count, NO_RUNS)).toEqual({
    consecutiveFailures: 2,
    consecutiveSuccesses: 0,
    totalChecks: 3,
    totalFailures: 2,
  })
})
