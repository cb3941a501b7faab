import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { History, SeenHeadline, Sighting } from '../../src/health/history.js'
import {
  EMPTY_HISTORY,
  joinHistories,
  MOST_DAYS,
  MOST_LATENCIES,
  MOST_POLLS,
  MOST_TRANSITIONS,
  withSighting,
} from '../../src/health/history.js'

const MINUTE = 60_000
const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)
const HEADLINES: readonly SeenHeadline[] = ['healthy', 'degraded', 'unhealthy', 'offline', 'unknown']

function sighting(at: number, changes: Partial<Sighting> = {}): Sighting {
  return { at, status: 'healthy', cause: null, latencyMs: 20, ...changes }
}

function historyOf(...sightings: readonly Sighting[]): History {
  return sightings.reduce(withSighting, EMPTY_HISTORY)
}

function expectOrder({ latencies, transitions, days }: History): void {
  const isSorted = (values: readonly (number | string)[]) =>
    values.every((value, index) => index === 0 || (values[index - 1] ?? value) <= value)
  expect(isSorted(latencies.map(({ at }) => at))).toBe(true)
  expect(isSorted(transitions.map(({ at }) => at))).toBe(true)
  expect(isSorted(days.map(({ day }) => day))).toBe(true)
  expect(new Set(days.map(({ day }) => day)).size).toBe(days.length)
}

function pollsIn({ days }: History): number {
  return days.reduce((total, { polls }) => HEADLINES.reduce((sum, name) => sum + polls[name], total), 0)
}

describe('a history', () => {
  it('holds what one probe found', () => {
    expect(historyOf(sighting(START, { status: 'unhealthy', cause: 'timeout', latencyMs: null }))).toEqual({
      latencies: [],
      transitions: [{ at: START, status: 'unhealthy', cause: 'timeout' }],
      days: [{ day: '2026-01-01', polls: { healthy: 0, degraded: 0, unhealthy: 1, offline: 0, unknown: 0 } }],
    })
  })

  it('rounds latencies to whole milliseconds', () => {
    expect(historyOf(sighting(START, { latencyMs: 12.3456 })).latencies).toEqual([{ at: START, ms: 12 }])
  })

  it('has a transition where the headline or its cause changes, and none where both stay', () => {
    const { transitions } = historyOf(
      sighting(START),
      sighting(START + 1),
      sighting(START + 2, { status: 'unhealthy', cause: 'timeout' }),
      sighting(START + 3, { status: 'unhealthy', cause: 'unreachable' }),
      sighting(START + 4, { status: 'unhealthy', cause: 'unreachable' }),
      sighting(START + 5),
    )
    expect(transitions.map(({ at }) => at - START)).toEqual([0, 2, 3, 5])
  })

  it('counts by the day in UTC', () => {
    const { days } = historyOf(sighting(START + DAY - 1), sighting(START + DAY), sighting(START + DAY + 1))
    expect(days.map(({ day, polls }) => [day, polls.healthy])).toEqual([
      ['2026-01-01', 1],
      ['2026-01-02', 2],
    ])
  })

  it('keeps the newest of each list', () => {
    const statuses = ['degraded', 'healthy'] as const
    const all = Array.from({ length: 200 }, (_, index) =>
      sighting(START + index, { status: statuses[index % 2] ?? 'healthy', latencyMs: index }),
    )
    const { latencies, transitions } = historyOf(...all)
    expect(latencies.map(({ ms }) => ms)).toEqual(Array.from({ length: MOST_LATENCIES }, (_, i) => 140 + i))
    expect(transitions).toHaveLength(MOST_TRANSITIONS)
    expect(transitions.at(-1)?.at).toBe(START + 199)
  })

  it('drops days that lie further back, also after a long absence', () => {
    const before = historyOf(sighting(START), sighting(START + DAY))
    expect(withSighting(before, sighting(START + MOST_DAYS * DAY)).days.map(({ day }) => day)).toEqual([
      '2026-01-02',
      '2026-04-01',
    ])
  })

  it('leaves the one before it as it was', () => {
    const before = historyOf(sighting(START))
    const written = JSON.stringify(before)
    withSighting(before, sighting(START + 1))
    expect(JSON.stringify(before)).toBe(written)
  })

  it('stays within 90 days and 16 kB over a year in which it changes with every probe', () => {
    let history = EMPTY_HISTORY
    let longest = 0
    let mostDays = 0
    for (let at = START; at < START + 365 * DAY; at += 30 * MINUTE) {
      const status = HEADLINES[(at / (30 * MINUTE)) % HEADLINES.length] ?? 'healthy'
      history = withSighting(history, sighting(at, { status, cause: 'invalid-response', latencyMs: 5000 }))
      longest = Math.max(longest, history.days.length === mostDays ? 0 : JSON.stringify(history).length)
      mostDays = Math.max(mostDays, history.days.length)
    }
    expect(mostDays).toBe(MOST_DAYS)
    expect(history.days.at(-1)?.day).toBe('2026-12-31')
    expect(pollsIn(history)).toBe(MOST_DAYS * 48)
    expect(Math.max(longest, JSON.stringify(history).length)).toBeLessThanOrEqual(16_384)
  })

  it('is within 16 kB when every number and word in it is as long as it gets', () => {
    const polls = {
      healthy: MOST_POLLS,
      degraded: MOST_POLLS,
      unhealthy: MOST_POLLS,
      offline: MOST_POLLS,
      unknown: MOST_POLLS,
    }
    const at = 9_999_999_999_000
    const fullest = joinHistories(EMPTY_HISTORY, {
      latencies: Array.from({ length: 1000 }, (_, i) => ({ at: at + (i % 2), ms: 2_147_483_647 })),
      transitions: Array.from({ length: 1000 }, (_, i) => ({
        at,
        status: 'unhealthy',
        cause: i % 2 ? 'invalid-response' : 'device-offline',
      })),
      days: Array.from({ length: 1000 }, (_, i) => ({
        day: new Date(START + i * DAY).toISOString().slice(0, 10),
        polls,
      })),
    })
    expect(fullest.days).toHaveLength(MOST_DAYS)
    expect(fullest.transitions).toHaveLength(MOST_TRANSITIONS)
    expect(fullest.latencies).toHaveLength(MOST_LATENCIES)
    // With the envelope that it is stored in.
    expect(JSON.stringify({ version: 1, savedAt: at, data: fullest }).length).toBeLessThanOrEqual(16_384)
  })

  it('counts no higher than it has digits for', () => {
    const one = historyOf(sighting(START))
    const day = {
      day: '2026-01-01',
      polls: { healthy: MOST_POLLS, degraded: 0, unhealthy: 0, offline: 0, unknown: 0 },
    }
    expect(joinHistories({ ...one, days: [day] }, one).days).toEqual([day])
  })
})

describe('a wall clock that is set back', () => {
  it('moves what would lie in the future to the present, and loses none of it', () => {
    const history = historyOf(
      sighting(START),
      sighting(START + 10 * DAY, { status: 'unhealthy', cause: 'timeout' }),
      sighting(START + MINUTE, { status: 'degraded', cause: 'component' }),
    )
    expect(history.transitions.map(({ at, status }) => [at - START, status])).toEqual([
      [0, 'healthy'],
      [MINUTE, 'unhealthy'],
      [MINUTE, 'degraded'],
    ])
    expect(history.latencies.map(({ at }) => at - START)).toEqual([0, MINUTE, MINUTE])
    expect(history.days).toEqual([
      { day: '2026-01-01', polls: { healthy: 1, degraded: 1, unhealthy: 1, offline: 0, unknown: 0 } },
    ])
  })

  it('never unsorts a list, makes a day twice, or a count negative, however it jumps', () => {
    const jumps = fc.array(
      fc.record({
        at: fc.integer({ min: START - 400 * DAY, max: START + 400 * DAY }),
        status: fc.constantFrom(...HEADLINES),
        cause: fc.constantFrom(null, 'timeout', 'component'),
        latencyMs: fc.option(fc.integer({ min: 0, max: 5000 })),
      }),
      { maxLength: 120 },
    )
    fc.assert(
      fc.property(jumps, (sightings) => {
        let history = EMPTY_HISTORY
        for (const seen of sightings) {
          history = withSighting(history, seen)
          expectOrder(history)
          expect(history.days.every(({ polls }) => HEADLINES.every((name) => polls[name] >= 0))).toBe(true)
          expect(history.days.at(-1)?.day).toBe(new Date(seen.at).toISOString().slice(0, 10))
        }
        expect(history.days.length).toBeLessThanOrEqual(MOST_DAYS)
        expect(pollsIn(history)).toBeLessThanOrEqual(sightings.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('two histories', () => {
  it('joined are what one would have been', () => {
    const all = Array.from({ length: 100 }, (_, index) => {
      const status = HEADLINES[Math.floor(index / 7) % HEADLINES.length] ?? 'healthy'
      return sighting(START + index * 6 * 60 * MINUTE, { status, latencyMs: index })
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: all.length }), (cut) => {
        const joined = joinHistories(historyOf(...all.slice(0, cut)), historyOf(...all.slice(cut)))
        expect(joined).toEqual(historyOf(...all))
      }),
      { numRuns: 30 },
    )
  })
})
