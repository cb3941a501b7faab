import { describe, expect, it } from 'vitest'
import type { Backoff } from '../../src/resilience/backoff.js'
import { constant, exponential } from '../../src/resilience/backoff.js'
import { seededRandom } from '../../src/testing/seededRandom.js'

const ATTEMPTS = [1, 2, 3, 4, 5, 6, 7, 8] as const
const base = 100
const cap = 2000

/** What the formulas call `temp`: the delay before any jitter. */
const unjittered = ATTEMPTS.map((attempt) => Math.min(cap, base * 2 ** (attempt - 1)))

/** The formulas as published, fed with the same chance as the backoff under test. */
describe('exponential', () => {
  it('without jitter: min(cap, base × 2^(attempt - 1))', () => {
    expect(delaysOf(exponential({ base, cap, jitter: 'none' }))).toEqual(unjittered)
    expect(unjittered).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000])
  })

  it('with full jitter: random_between(0, temp)', () => {
    const random = seededRandom(7)
    expect(delaysOf(exponential({ base, cap, jitter: 'full' }))).toEqual(
      unjittered.map((temp) => temp * random()),
    )
  })

  it('with equal jitter: temp / 2 + random_between(0, temp / 2)', () => {
    const random = seededRandom(7)
    expect(delaysOf(exponential({ base, cap, jitter: 'equal' }))).toEqual(
      unjittered.map((temp) => temp / 2 + (temp / 2) * random()),
    )
  })

  it('with decorrelated jitter: min(cap, random_between(base, sleep × 3))', () => {
    const random = seededRandom(7)
    const expected: number[] = []
    let sleep = base
    for (const _ of ATTEMPTS) {
      sleep = Math.min(cap, base + (sleep * 3 - base) * random())
      expected.push(sleep)
    }
    expect(delaysOf(exponential({ base, cap, jitter: 'decorrelated' }))).toEqual(expected)
  })

  it.each(['full', 'equal', 'decorrelated'] as const)('stays spread at the cap with %s jitter', (jitter) => {
    const random = seededRandom(3)
    const backoff = exponential({ base, cap, jitter })
    const delays = Array.from({ length: 500 }, () => backoff({ attempt: 30, previousMs: cap }, random))
    expect(Math.max(...delays)).toBeLessThanOrEqual(cap)
    expect(new Set(delays).size).toBeGreaterThan(100)
  })

  it('grows by the factor it is given', () => {
    const backoff = exponential({ base: 10, factor: 10, cap: 1e9, jitter: 'none' })
    expect([1, 2, 3].map((attempt) => backoff({ attempt }, Math.random))).toEqual([10, 100, 1000])
  })

  it('draws anywhere from nothing to 1 s, and to 30 s in the end, when nothing is said', () => {
    const backoff = exponential()
    expect([1, 50].map((attempt) => backoff({ attempt }, () => 0))).toEqual([0, 0])
    expect([1, 50].map((attempt) => backoff({ attempt }, () => 0.5))).toEqual([500, 15_000])
  })
})

describe('constant', () => {
  it('is the same delay each time', () => {
    expect(delaysOf(constant(250))).toEqual(ATTEMPTS.map(() => 250))
  })
})

/** The delays of one outage, each knowing the one before it, drawn with the seed that the formulas get. */
function delaysOf(backoff: Backoff): number[] {
  const random = seededRandom(7)
  const delays: number[] = []
  for (const attempt of ATTEMPTS) {
    delays.push(backoff({ attempt, ...(attempt > 1 && { previousMs: delays.at(-1) }) }, random))
  }
  return delays
}

describe('a backoff without a base', () => {
  it('never waits, however many attempts there were (Q40)', () => {
    const backoff = exponential({ base: 0, jitter: 'none' })
    expect([1, 2, 2000].map((attempt) => backoff({ attempt }, () => 0.5))).toEqual([0, 0, 0])
  })
})
