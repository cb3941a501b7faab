import type { BackoffState } from '../resilience/backoff.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'

/**
 * How long to wait for the next probe while the back end is down: a pure function, in milliseconds. Any backoff will
 * do (`exponential()`, `constant()`); {@link progressive} is the default.
 */
export type Schedule = (state: ScheduleState, random: Random) => number

/** What a schedule may look at. `attempt` counts the probes in a row that brought no healthy or degraded report. */
export interface ScheduleState extends BackoffState {
  /** The interval between polls while all is well, in milliseconds. */
  readonly interval: number
  /** Someone is looking at a tab of this browser. */
  readonly isVisible: boolean
  /** No caller may poll more often, in milliseconds: the report's `poll.minMs`, or 0. */
  readonly minDelay: number
}

/** Longest wait while the back end is down and someone is looking, in milliseconds. */
const CAP = 30_000
/** Longest waits while it is down and nobody is looking: after the second failure, then from the third on. */
const HIDDEN_CAP = { growing: 60_000, steady: 300_000 } as const

/**
 * Confirm, spread, then steady. After the first failure U(1, 5) s; after the second one draw over the whole cap, which
 * takes apart whatever had synchronised the fleet; from then on cap × U(0.85, 1.15), the even rate at which everybody
 * learns of the recovery soonest for the requests that it costs. The cap is 30 s, or the interval if that is longer.
 */
export function progressive(): Schedule {
  return ({ attempt, interval, isVisible, minDelay }, random) => {
    if (attempt <= 1) return draw(random, minDelay, 1000, 5000)
    const hiddenCap = attempt === 2 ? HIDDEN_CAP.growing : HIDDEN_CAP.steady
    const cap = Math.max(interval, isVisible ? CAP : hiddenCap)
    if (attempt === 2) return draw(random, minDelay, 0, cap)
    return draw(random, minDelay, cap * 0.85, cap * 1.15)
  }
}

/** An even draw. One that could come out under the least allowed wait is made above it, and stays spread. */
export function draw(random: Random, minDelay: number, lower: number, upper: number): number {
  if (lower >= minDelay) return uniform(random, lower, upper)
  return uniform(random, minDelay, Math.max(upper, 2 * minDelay))
}
