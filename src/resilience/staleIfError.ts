import { duration } from './checkNumber.js'
import { isClientError } from './clientError.js'
import type { FallbackOptions } from './fallback.js'
import type { FallbackStrategy } from './fallbackStrategy.js'
import { findKept, keep } from './keptResults.js'
import { memoryCache } from './memoryCache.js'
import type { ResponseCache } from './responseCache.js'

/** Options of {@link staleIfError}. */
export interface StaleIfErrorOptions extends FallbackOptions {
  /** Which errors it answers. @default all but those with a `status` of 4xx */
  readonly when?: (error: unknown) => boolean
  /** How old a result may be to be better than none, in milliseconds. */
  readonly maxAge: number
  /** Where results are kept; may be the same as that of `cacheFirst`. @default a memoryCache() of its own */
  readonly cache?: ResponseCache | undefined
}

/**
 * Answers a failed call with the last result for the same `key`: the `stale-if-error` of
 * https://www.rfc-editor.org/rfc/rfc5861#section-4. Only successes are kept.
 *
 * Everybody gets the same object, so let the action read a body to its end rather than return a `Response`.
 */
export function staleIfError({
  maxAge,
  cache = memoryCache(),
  when = (error) => !isClientError(error),
  priority = 0,
  name = 'stale-if-error',
}: StaleIfErrorOptions): FallbackStrategy<never> {
  duration('staleIfError maxAge', maxAge)
  return {
    name,
    priority,
    after: (error, call) => (when(error) ? findKept(cache, maxAge, call) : undefined),
    settled(outcome, verdict, call) {
      if (verdict === 'succeeded') keep(cache, outcome, call)
    },
  }
}
