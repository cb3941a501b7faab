import { describe, expect, it } from 'vitest'
import type { DelayState } from '../../src/monitor/nextDelay.js'
import { nextDelay } from '../../src/monitor/nextDelay.js'
import { progressive } from '../../src/monitor/progressive.js'
import { readRetryAfter } from '../../src/resilience/retryAfter.js'
import { constant } from '../../src/resilience/backoff.js'
import { seededRandom } from '../../src/testing/seededRandom.js'

const CLIENTS = 1000

/** How many clients of a fleet probe in each second, from the first second in which one does to the last. */
function arrivals(state: Partial<DelayState>, schedule = progressive()) {
  const whole: DelayState = {
    attempt: 0,
    interval: 30_000,
    isVisible: true,
    minDelay: 0,
    isTurnedAway: false,
    retryAfter: 0,
    ...state,
  }
  const random = seededRandom(7)
  const seconds = Array.from({ length: CLIENTS }, () => Math.floor(nextDelay(schedule, whole, random) / 1000))
  const first = Math.min(...seconds)
  const last = Math.max(...seconds)
  const bins = Array.from({ length: last - first + 1 }, (_, bin) =>
    seconds.filter((second) => second === first + bin),
  ).map(({ length }) => length)
  return { first, last, most: Math.max(...bins), mean: CLIENTS / bins.length }
}

describe('a thousand clients that are told Retry-After: 60 in the same second', () => {
  const retryAfter = readRetryAfter(new Headers({ 'retry-after': '60' }), 0)

  it.each([
    ['while all is well', 0, [60, 119]],
    ['at the first failure', 1, [60, 119]],
    ['at the second', 2, [60, 119]],
    ['late in an outage', 20, [60, 68]],
  ])('come no sooner and never together, %s (R26)', (_, attempt, [first = 0, last = 0]) => {
    const fleet = arrivals({ attempt, retryAfter })
    expect(fleet.first).toBe(first)
    expect(fleet.last).toBe(last)
    expect(fleet.most).toBeLessThanOrEqual(3 * fleet.mean)
  })

  it('come spread whatever the schedule, be it one without chance (R26)', () => {
    const fleet = arrivals({ attempt: 1, retryAfter }, constant(2000))
    expect(fleet.first).toBe(60)
    expect(fleet.most).toBeLessThanOrEqual(3 * fleet.mean)
  })
})

describe('a thousand clients that are told the least or the most there is', () => {
  it.each(['1', '600', '86400', '9'.repeat(400)])('come spread: Retry-After: %s (R26)', (value) => {
    const retryAfter = readRetryAfter(new Headers({ 'retry-after': value }), 0)
    const fleet = arrivals({ attempt: 2, retryAfter }, constant(1000))
    expect(fleet.first * 1000).toBeGreaterThanOrEqual(Math.min(retryAfter, 600_000))
    expect(fleet.last).toBeLessThanOrEqual(660)
    expect(fleet.last - fleet.first).toBeGreaterThanOrEqual(4)
    expect(fleet.most).toBeLessThanOrEqual(3 * fleet.mean)
  })
})
