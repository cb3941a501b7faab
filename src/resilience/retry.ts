import type { Random } from '../time/random.js'
import type { Backoff } from './backoff.js'
import { exponential } from './backoff.js'
import type { CallOutcome } from './callOutcome.js'
import { duration } from './checkNumber.js'
import type { RetryBudget } from './retryBudget.js'
import { retryBudget } from './retryBudget.js'

/** How a policy tries again. All are optional; durations are milliseconds. */
export interface RetryOptions {
  /** How often it tries again after the first attempt. @default 3 */
  readonly retries?: number | undefined
  /** How long it waits before that; a `retryAfterMs` on the error is waited for too. @default exponential() */
  readonly backoff?: number | Backoff | undefined
  /** Whether a failure may be tried again. @default every failure */
  readonly isRetryable?: ((failure: CallOutcome) => boolean) | undefined
  /** No attempt begins later than this after the call was made. @default 30000 */
  readonly maxDuration?: number | undefined
  /** How many calls may be tried again; wins over `retries`. May be shared. `false`: all may. @default retryBudget() */
  readonly budget?: RetryBudget | false | undefined
  /** Hears of each attempt to come. */
  readonly onRetry?: ((retry: RetryEvent) => void) | undefined
}

/** Another attempt is to come. */
export interface RetryEvent {
  /** How many attempts there have been; 0 where the breaker has refused the first. */
  readonly attempt: number
  /** How long until the next, in milliseconds. */
  readonly delayMs: number
  readonly failure: CallOutcome
}

/** Retry rules without gaps. */
export interface RetryRules {
  readonly retries: number
  readonly delayMs: (attempt: number, previousMs: number | undefined, random: Random) => number
  readonly isRetryable: (failure: CallOutcome) => boolean
  readonly maxDuration: number
  readonly budget: RetryBudget | null
  readonly onRetry: (retry: RetryEvent) => void
}

/** Fills in the defaults. Throws a `RangeError` on what can't be. */
export function retryRules(options: RetryOptions): RetryRules {
  const { retries = 3, maxDuration = 30_000, budget = retryBudget(), onRetry = () => {} } = options
  const { backoff = exponential(), isRetryable = () => true } = options
  if (!Number.isInteger(retries) || retries < 0)
    throw new RangeError(`react-api-status: retry.retries: expected a whole number from 0, got ${retries}.`)
  duration('retry.maxDuration', maxDuration)
  if (typeof backoff === 'number') duration('retry.backoff', backoff)
  return {
    retries,
    delayMs: (attempt, previousMs, random) =>
      typeof backoff === 'number' ? backoff : backoff({ attempt, previousMs }, random),
    isRetryable,
    maxDuration,
    budget: budget || null,
    onRetry,
  }
}
