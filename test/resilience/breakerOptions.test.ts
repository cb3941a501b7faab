import { describe, expect, it } from 'vitest'
import type { BreakerOptions } from '../../src/resilience/breaker.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'

const window = countWindow(10)

const NO_COUNTS = [0, -1, 1.5, Number.NaN, Infinity]
const NO_SHARES = [0, -0.1, 1.01, Number.NaN]
const NO_DURATIONS = [-1, Number.NaN, Infinity]

/** What makes a thing with this option, how the message names it, and values that it can't have. */
const REFUSALS: readonly (readonly [string, string, readonly number[], (value: number) => unknown])[] = [
  ['resetAfter', 'milliseconds from 0', NO_DURATIONS, (resetAfter) => made({ resetAfter })],
  [
    'halfOpen.permitted',
    'a whole number from 1',
    NO_COUNTS,
    (permitted) => made({ halfOpen: { permitted } }),
  ],
  [
    'halfOpen.failureRate',
    'a share above 0, 1 at the most',
    NO_SHARES,
    (share) => made({ halfOpen: { failureRate: share } }),
  ],
  [
    'halfOpen.maxWait',
    'milliseconds from 1',
    [...NO_DURATIONS, 0, 0.9],
    (maxWait) => made({ halfOpen: { maxWait } }),
  ],
  ['consecutiveFailures', 'a whole number from 1', NO_COUNTS, consecutiveFailures],
  ['countWindow', 'a whole number from 1', NO_COUNTS, countWindow],
  ['timeWindow', 'milliseconds from 1', [...NO_DURATIONS, 0, 0.9], timeWindow],
  ['failureRate: rate', 'a share above 0, 1 at the most', NO_SHARES, (rate) => failureRate({ rate, window })],
  [
    'failureRate: minimumCalls',
    'a whole number from 1',
    NO_COUNTS,
    (minimumCalls) => failureRate({ rate: 0.5, window, minimumCalls }),
  ],
  [
    'slowCallRate: rate',
    'a share above 0, 1 at the most',
    NO_SHARES,
    (rate) => slowCallRate({ rate, window, slowerThan: 1 }),
  ],
  [
    'slowCallRate: minimumCalls',
    'a whole number from 1',
    NO_COUNTS,
    (minimumCalls) => slowCallRate({ rate: 0.5, window, slowerThan: 1, minimumCalls }),
  ],
  [
    'slowCallRate: slowerThan',
    'milliseconds from 0',
    NO_DURATIONS,
    (slowerThan) => slowCallRate({ rate: 0.5, window, slowerThan }),
  ],
]

function made(options: BreakerOptions) {
  return createBreaker(options)
}

describe.each(REFUSALS)('%s', (name, expected, values, make) => {
  it.each(values)('can’t be %d, which is told when it is given', (value) => {
    expect(() => make(value)).toThrow(
      new RangeError(`react-api-status: ${name}: expected ${expected}, got ${value}.`),
    )
  })
})

describe('the options of a breaker', () => {
  it('may be at their very ends', () => {
    const halfOpen = { permitted: 1, failureRate: 1, maxWait: 1 }
    expect(() => createBreaker({ resetAfter: 0, halfOpen })).not.toThrow()
    expect(() => [consecutiveFailures(1), countWindow(1), timeWindow(1)]).not.toThrow()
    expect(() => slowCallRate({ rate: 1, window, slowerThan: 0, minimumCalls: 1 })).not.toThrow()
  })

  it('may be absent one by one', () => {
    const halfOpen = { permitted: undefined, failureRate: undefined, maxWait: undefined }
    const options: BreakerOptions = {
      name: undefined,
      tripAfter: undefined,
      resetAfter: undefined,
      isFailure: undefined,
      isIgnored: undefined,
      mode: undefined,
      clock: undefined,
      random: undefined,
    }
    expect(createBreaker({ ...options, halfOpen }).state.kind).toBe('closed')
    expect(createBreaker({ ...options, halfOpen: undefined }).name).toBe('the back end')
  })
})
