import { duration } from './checkNumber.js'
import { isPromiseLike } from './eventually.js'
import type { FallbackStrategy } from './fallbackStrategy.js'
import { Flights } from './flights.js'
import { findKept, keep } from './keptResults.js'
import { memoryCache } from './memoryCache.js'
import type { ResponseCache } from './responseCache.js'

/** Options of {@link cacheFirst}. */
export interface CacheFirstOptions {
  /** For how long a result is as good as a new one, in milliseconds. */
  readonly maxAge: number
  /** Where results are kept. @default a memoryCache() of its own */
  readonly cache?: ResponseCache | undefined
  /** Strategies with a higher one are asked first; equal ones in the order in which they are given. @default 0 */
  readonly priority?: number | undefined
  /** Says in a policy's outcome who answered. @default 'cache-first' */
  readonly name?: string | undefined
}

/**
 * Answers with a kept result, while it is young enough, instead of calling the action. Calls with the same key at the
 * same time are one: the others wait for its result or its error, and begin anew when its caller aborts it. Only
 * successes are kept.
 *
 * Everybody gets the same object, so let the action read a body to its end rather than return a `Response`; and give
 * each call that asks for something else a `key`, or they share one result.
 */
export function cacheFirst({
  maxAge,
  cache = memoryCache(),
  priority = 0,
  name = 'cache-first',
}: CacheFirstOptions): FallbackStrategy<never> {
  duration('cacheFirst maxAge', maxAge)
  const flights = new Flights()
  return {
    name,
    priority,
    before(call) {
      const kept = findKept(cache, maxAge, call)
      if (isPromiseLike(kept)) return kept.then((answer) => answer ?? flights.join(call))
      return kept ?? flights.join(call)
    },
    settled(outcome, verdict, call) {
      if (verdict === 'succeeded') keep(cache, outcome, call)
      flights.land(outcome, call)
    },
  }
}
