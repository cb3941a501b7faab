import type { Clock } from '../time/clock.js'
import { systemClock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { systemRandom } from '../time/random.js'
import { duration, share, wholeNumber } from './checkNumber.js'
import { SlidingSums } from './slidingSums.js'

/** Options of {@link adaptiveThrottle}. */
export interface AdaptiveThrottleOptions {
  /** So many times the accepted calls are let through: the lower, the sooner calls are refused; from 1. @default 2 */
  readonly k?: number | undefined
  /**
   * For how long calls count, in milliseconds. At least as long as the longest timeout, or calls that hang are forgotten
   * before they have failed.
   *
   * @default 120000
   */
  readonly window?: number | undefined
  /**
   * Fewer calls than this in the window are no reason to refuse any. Calls under way have not been accepted yet, so it
   * should be more than are made at once when a page begins.
   *
   * @default 20
   */
  readonly minimum?: number | undefined
  /**
   * The highest chance of being refused, in (0, 1]. Refused calls count as requests, so that near 1 it takes long to find
   * out that all is well again: 10 to 12 min at 1, 4 min at 0.9. Envoy's admission control has the same, at 0.8.
   *
   * @default 0.9
   */
  readonly maxRejection?: number | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** @default the system's */
  readonly random?: Random | undefined
}

/** Holds back calls to a back end by chance, the more the less of them it accepts. */
export interface AdaptiveThrottle {
  /** Whether a call may be sent. Counts it, also when it is refused. */
  admit(): boolean
  /** A call that was sent has been accepted: whatever it came to, it wasn't turned down. */
  accepted(): void
  /** The chance that the next call is refused, by the formula; `maxRejection` may lower it. */
  rejectionProbability(): number
}

const REQUESTS = 0
const ACCEPTS = 1

/**
 * Client-side throttling after https://sre.google/sre-book/handling-overload/: the chance of being refused is
 * `max(0, (requests - k × accepts) / (requests + 1))`, and at most `maxRejection`. Some calls are always let through, to find out; those that say
 * whether it is up (a health probe, a half-open breaker's) shouldn't be asked about. Throws a `RangeError` on bad options.
 */
export function adaptiveThrottle({
  k = 2,
  window = 120_000,
  minimum = 20,
  maxRejection = 0.9,
  clock = systemClock,
  random = systemRandom,
}: AdaptiveThrottleOptions = {}): AdaptiveThrottle {
  if (!(k >= 1 && k < Infinity)) {
    throw new RangeError(`react-api-status: adaptiveThrottle k: expected a finite number from 1, got ${k}.`)
  }
  duration('adaptiveThrottle window', window, 1)
  wholeNumber('adaptiveThrottle minimum', minimum)
  share('adaptiveThrottle maxRejection', maxRejection)
  const sums = new SlidingSums(window, 2)

  const probabilityAt = (now: number) => {
    sums.expire(now)
    const requests = sums.total(REQUESTS)
    return requests < minimum ? 0 : Math.max(0, (requests - k * sums.total(ACCEPTS)) / (requests + 1))
  }
  return {
    admit() {
      const now = clock.now()
      const isAdmitted = random() >= Math.min(maxRejection, probabilityAt(now))
      sums.add(now, REQUESTS)
      return isAdmitted
    },
    accepted: () => sums.add(clock.now(), ACCEPTS),
    rejectionProbability: () => probabilityAt(clock.now()),
  }
}
