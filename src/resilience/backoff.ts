import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'

/** How long to wait before the next try. A value: pure, and without memory of its own. */
export type Backoff = (state: BackoffState, random: Random) => number

/** What a backoff may look at. */
export interface BackoffState {
  /** 1 for the wait after the first failure. */
  readonly attempt: number
  /** The wait before this one, in milliseconds; `undefined` for the first. */
  readonly previousMs?: number | undefined
}

/** How chance is mixed into a delay. The four formulas of
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
export type Jitter = 'none' | 'full' | 'equal' | 'decorrelated'

/** Options of {@link exponential}. */
export interface ExponentialOptions {
  /** The first delay before jitter, in milliseconds. @default 1000 */
  readonly base?: number
  /** By how much each delay is longer than the one before it. @default 2 */
  readonly factor?: number
  /** No delay is longer, in milliseconds. Applied before the jitter, so that the fleet stays spread. @default 30000 */
  readonly cap?: number
  /** @default 'full' */
  readonly jitter?: Jitter
}

/** `base × factor^(attempt - 1)`, at most `cap`, with jitter. */
export function exponential(options: ExponentialOptions = {}): Backoff {
  const { base = 1000, factor = 2, cap = 30_000, jitter = 'full' } = options
  return ({ attempt, previousMs = base }, random) => {
    if (jitter === 'decorrelated') return Math.min(cap, uniform(random, base, previousMs * 3))
    // So many attempts that the power is infinite, times a base of 0, would be no number.
    const delay = Math.min(cap, base * factor ** (attempt - 1) || 0)
    if (jitter === 'full') return uniform(random, 0, delay)
    if (jitter === 'equal') return uniform(random, delay / 2, delay)
    return delay
  }
}

/** The same delay each time, in milliseconds. */
export function constant(delayMs: number): Backoff {
  return () => delayMs
}
