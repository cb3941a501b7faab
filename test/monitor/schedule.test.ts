import { describe, expect, it } from 'vitest'
import type { DelayState } from '../../src/monitor/nextDelay.js'
import { nextDelay } from '../../src/monitor/nextDelay.js'
import { MAX_ASKED_WAIT, readRetryAfter } from '../../src/resilience/retryAfter.js'
import { progressive } from '../../src/monitor/progressive.js'
import { constant, exponential } from '../../src/resilience/backoff.js'
import { seededRandom } from '../../src/testing/seededRandom.js'

const calm: DelayState = {
  attempt: 0,
  interval: 30_000,
  isVisible: true,
  minDelay: 0,
  isTurnedAway: false,
  retryAfter: 0,
}

/** The bounds of what a state gives, by the chances at both ends. */
function range(state: Partial<DelayState>, schedule = progressive()): [number, number] {
  const whole = { ...calm, ...state }
  return [nextDelay(schedule, whole, () => 0), nextDelay(schedule, whole, () => 1)].map(Math.round) as [
    number,
    number,
  ]
}

describe('the progressive schedule', () => {
  it('polls every interval, give or take a tenth, while all is well', () => {
    expect(range({})).toEqual([27_000, 33_000])
  })

  it('confirms, spreads, then steadies', () => {
    expect(range({ attempt: 1 })).toEqual([1000, 5000])
    expect(range({ attempt: 2 })).toEqual([1000, 30_000])
    expect(range({ attempt: 3 })).toEqual([25_500, 34_500])
    expect(range({ attempt: 1000 })).toEqual([25_500, 34_500])
  })

  it('is capped by the interval where that is longer', () => {
    expect(range({ attempt: 3, interval: 100_000 })).toEqual([85_000, 115_000])
  })

  it('slows down where nobody looks', () => {
    expect(range({ attempt: 2, isVisible: false })).toEqual([1000, 60_000])
    expect(range({ attempt: 3, isVisible: false })).toEqual([255_000, 345_000])
  })

  it('waits at least a minute from the first time it is turned away', () => {
    expect(range({ attempt: 1, isTurnedAway: true })).toEqual([51_000, 69_000])
    expect(range({ attempt: 1, isTurnedAway: true, interval: 120_000 })).toEqual([102_000, 138_000])
  })

  it('makes a draw that may be too soon for the back end from later ones, and keeps it spread', () => {
    expect(range({ attempt: 1, minDelay: 2000 })).toEqual([2000, 5000])
    expect(range({ attempt: 1, minDelay: 8000 })).toEqual([8000, 16_000])
    expect(range({ minDelay: 20_000 })).toEqual([27_000, 33_000])
  })
})

describe('a backoff as the schedule', () => {
  it('decides while the back end is down, and only then', () => {
    const schedule = exponential({ base: 1000, factor: 2, cap: 60_000, jitter: 'none' })
    const delays = [0, 1, 2, 3, 10].map((attempt) => nextDelay(schedule, { ...calm, attempt }, () => 0.5))
    expect(delays).toEqual([30_000, 1000, 2000, 4000, 60_000])
  })

  it.each([0, -5, Number.NaN])('of %d is no request loop (R29)', (wait) => {
    expect(range({ attempt: 5 }, constant(wait))).toEqual([1000, 2000])
  })

  it('can not go under what the back end allows', () => {
    expect(range({ attempt: 1, minDelay: 5000 }, constant(10))).toEqual([5000, 10_000])
  })
})

describe('Retry-After', () => {
  const headers = (entries: Record<string, string>) => new Headers(entries)
  const now = Date.UTC(2026, 0, 1)

  it('is read in seconds', () => {
    expect(readRetryAfter(headers({ 'retry-after': ' 120 ' }), now)).toBe(120_000)
  })

  it('is read as a date, by the clock of whoever sent it (R13, R26)', () => {
    const sent = { date: 'Thu, 01 Jan 1998 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 1998 00:00:30 GMT' }
    expect(readRetryAfter(headers(sent), now)).toBe(30_000)
    expect(readRetryAfter(headers({ 'retry-after': new Date(now + 5000).toUTCString() }), now)).toBe(5000)
  })

  it.each(['', 'soon', '-5', '1.5', 'NaN', '2026', '0'])('%j is no wait, or the one it says', (value) => {
    const wait = readRetryAfter(headers({ 'retry-after': value }), now)
    expect(wait).toBe(value === '2026' ? MAX_ASKED_WAIT : 0)
  })

  it('never silences a client for more than ten minutes (R26)', () => {
    expect(readRetryAfter(headers({ 'retry-after': '99999999999999999999' }), now)).toBe(600_000)
    expect(readRetryAfter(headers({ 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }), now)).toBe(600_000)
  })

  it('keeps a fleet that is apart already apart, without making it wait much longer', () => {
    expect(range({ attempt: 3, retryAfter: 40_000 })).toEqual([40_000, 46_000])
  })

  it('is spread by a minute at the most', () => {
    expect(range({ attempt: 1, retryAfter: 600_000 })).toEqual([600_000, 660_000])
  })

  it('is a floor that a thousand clients reach spread out (R26)', () => {
    const random = seededRandom(7)
    const delays = Array.from({ length: 1000 }, () =>
      nextDelay(progressive(), { ...calm, attempt: 1, retryAfter: 60_000 }, random),
    )
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(60_000)
    const bins = new Map<number, number>()
    for (const delay of delays)
      bins.set(Math.floor(delay / 1000), (bins.get(Math.floor(delay / 1000)) ?? 0) + 1)
    const mean = delays.length / bins.size
    expect(Math.max(...bins.values())).toBeLessThanOrEqual(3 * mean)
  })
})
