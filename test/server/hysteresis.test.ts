import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HealthStatus } from '../../src/server.js'
import type { Belief } from '../../src/server/registry/belief.js'
import { believe } from '../../src/server/registry/belief.js'
import type { Outcome } from '../../src/server/registry/outcome.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

/** Runs that end one after the other, a second apart. */
function runsOf(statuses: readonly HealthStatus[]): Outcome[] {
  return statuses.map((status, index) => ({
    status,
    responseTimeMs: index,
    checkedAt: index * 1000,
    ...(status === 'unhealthy' && { error: { code: 'ECONNREFUSED' } }),
  }))
}

/** What is believed after each run. */
function beliefs(statuses: readonly HealthStatus[], failuresBeforeUnhealthy: number, startPeriodRuns = 0) {
  const told: HealthStatus[] = []
  let belief: Belief | undefined
  for (const [index, run] of runsOf(statuses).entries()) {
    belief = believe(belief, run, { failuresBeforeUnhealthy, isInStartPeriod: index < startPeriodRuns })
    told.push(belief.outcome.status)
  }
  return told
}

describe('failuresBeforeUnhealthy', () => {
  test.each<[string, number, HealthStatus[], HealthStatus[]]>([
    ['1 believes the first', 1, ['healthy', 'unhealthy'], ['healthy', 'unhealthy']],
    [
      '3 believe the third',
      3,
      ['healthy', 'unhealthy', 'unhealthy', 'unhealthy'],
      ['healthy', 'healthy', 'healthy', 'unhealthy'],
    ],
    [
      'are counted in a row',
      2,
      ['healthy', 'unhealthy', 'healthy', 'unhealthy'],
      ['healthy', 'healthy', 'healthy', 'healthy'],
    ],
    ['leave a degraded one degraded', 2, ['degraded', 'unhealthy'], ['degraded', 'degraded']],
    ['leave one of which nothing is known unknown', 2, ['unhealthy', 'unhealthy'], ['unknown', 'unhealthy']],
    [
      'do not hold back good news',
      3,
      ['unhealthy', 'unhealthy', 'unhealthy', 'healthy'],
      ['unknown', 'unknown', 'unhealthy', 'healthy'],
    ],
    [
      'keep an unhealthy one unhealthy',
      2,
      ['unhealthy', 'unhealthy', 'unhealthy'],
      ['unknown', 'unhealthy', 'unhealthy'],
    ],
    [
      'begin anew after a run that is unknown',
      2,
      ['unhealthy', 'unknown', 'unhealthy'],
      ['unknown', 'unknown', 'unknown'],
    ],
  ])('%s', (_, failures, statuses, believed) => {
    expect(beliefs(statuses, failures)).toEqual(believed)
  })

  test('a failure that is not believed yet moves the times, and shows no error', () => {
    const [healthy, unhealthy] = runsOf(['healthy', 'unhealthy']) as [Outcome, Outcome]
    const rules = { failuresBeforeUnhealthy: 2, isInStartPeriod: false }
    const belief = believe(believe(undefined, healthy, rules), unhealthy, rules)
    expect(belief.outcome).toEqual({ status: 'healthy', responseTimeMs: 1, checkedAt: 1000 })
  })

  test('counts runs of the service, not requests', async () => {
    let isUp = true
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: () => isUp, retries: 0, failuresBeforeUnhealthy: 2 }],
    })
    await service.check('part')
    isUp = false
    await clock.advance(1000)
    for (let asked = 0; asked < 5; asked++) {
      expect(await service.check('part')).toMatchObject({ status: 'healthy' })
    }
    await clock.advance(1000)
    expect(await service.check('part')).toMatchObject({
      status: 'unhealthy',
      error: { code: 'CHECK_FAILED' },
    })
  })
})

describe('the start period', () => {
  test.each<[string, HealthStatus[], HealthStatus[]]>([
    ['failures in it are unknown', ['unhealthy', 'unhealthy'], ['unknown', 'unknown']],
    [
      'failures in it do not count later',
      ['unhealthy', 'unhealthy', 'unhealthy', 'unhealthy'],
      ['unknown', 'unknown', 'unknown', 'unhealthy'],
    ],
    [
      'the first healthy run ends it',
      ['healthy', 'unhealthy', 'unhealthy'],
      ['healthy', 'healthy', 'unhealthy'],
    ],
    ['a degraded run does not end it', ['degraded', 'unhealthy'], ['degraded', 'unknown']],
  ])('%s', (_, statuses, believed) => {
    expect(beliefs(statuses, 2, 2)).toEqual(believed)
  })

  test('is counted from the registration, in milliseconds, and names the reason meanwhile', async () => {
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'model', run: () => false, retries: 0, startPeriod: 10_000 }],
    })
    await clock.advance(9999)
    expect(await service.check('model')).toMatchObject({ status: 'unknown', error: { code: 'CHECK_FAILED' } })
    await clock.advance(1000)
    expect(await service.check('model')).toMatchObject({ status: 'unhealthy' })
  })
})

const status = fc.constantFrom<HealthStatus>('healthy', 'degraded', 'unhealthy', 'unknown')

describe('whatever the runs were', () => {
  const scenario = fc.record({
    statuses: fc.array(status, { minLength: 1, maxLength: 40 }),
    failures: fc.integer({ min: 1, max: 5 }),
    startPeriodRuns: fc.integer({ min: 0, max: 40 }),
  })

  test('unhealthy is believed exactly when so many runs in a row, all that count, were unhealthy', () => {
    fc.assert(
      fc.property(scenario, ({ statuses, failures, startPeriodRuns }) => {
        for (const [index, believed] of beliefs(statuses, failures, startPeriodRuns).entries()) {
          const ended = statuses.slice(0, index + 1)
          const firstHealthy = statuses.indexOf('healthy')
          const countsFrom = firstHealthy === -1 ? startPeriodRuns : Math.min(firstHealthy, startPeriodRuns)
          const lastGood = ended.findLastIndex((one) => one !== 'unhealthy')
          const inARow = index - Math.max(lastGood, countsFrom - 1)
          expect(believed === 'unhealthy').toBe(inARow >= failures)
        }
      }),
    )
  })

  test('a run that is not unhealthy is believed as it is', () => {
    fc.assert(
      fc.property(scenario, ({ statuses, failures, startPeriodRuns }) => {
        const isGood = (_: HealthStatus, index: number) => statuses[index] !== 'unhealthy'
        const believed = beliefs(statuses, failures, startPeriodRuns)
        expect(believed.filter(isGood)).toEqual(statuses.filter(isGood))
      }),
    )
  })

  test('healthy is never made up: there was such a run, and no belief in anything else since', () => {
    fc.assert(
      fc.property(scenario, ({ statuses, failures, startPeriodRuns }) => {
        const believed = beliefs(statuses, failures, startPeriodRuns)
        const madeUp = believed.filter(
          (one, index) =>
            one === 'healthy' && statuses[index] !== 'healthy' && believed[index - 1] !== 'healthy',
        )
        expect(madeUp).toEqual([])
      }),
    )
  })
})
