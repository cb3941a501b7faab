import type { Monitor } from '../monitor/monitor.js'
import { exponential } from '../resilience/backoff.js'
import { isBreakerOpenError } from '../resilience/errors.js'
import { systemRandom } from '../time/random.js'

/** The two options of TanStack Query that decide about retries. */
export interface QueryRetry {
  readonly retry: (failureCount: number, error: unknown) => boolean
  readonly retryDelay: (failureCount: number, error: unknown) => number
}

/** Options of {@link queryRetry}. */
export interface QueryRetryOptions {
  /** Retries after the first try. @default 3 */
  readonly retries?: number
}

/** Client errors that another try may cure: timeout, too early, too many. */
const CURABLE: ReadonlySet<number> = new Set([408, 425, 429])
/** Added to the wait for a breaker, so that queries do not all ask in the instant that it opens its door. In ms. */
const BREAKER_SPREAD = 1000

const backoff = exponential({ base: 1000, factor: 2, cap: 30_000, jitter: 'full' })

/**
 * Retries for queries that go through `monitor.fetch`: with full jitter, never for a 4xx that a retry can't cure (an
 * error with a `status`), and never before the circuit breaker lets a call through again.
 *
 * @example
 * new QueryClient({ defaultOptions: { queries: queryRetry(monitor) } })
 */
export function queryRetry(monitor: Monitor, { retries = 3 }: QueryRetryOptions = {}): QueryRetry {
  return {
    retry: (failureCount, error) => failureCount < retries && !isFinal(error),
    retryDelay(failureCount, error) {
      const wait = Math.max(breakerWait(monitor), isBreakerOpenError(error) ? error.retryAfterMs : 0)
      if (wait > 0) return wait + BREAKER_SPREAD * systemRandom()
      return backoff({ attempt: failureCount + 1 }, systemRandom)
    },
  }
}

function breakerWait(monitor: Monitor): number {
  const { breaker } = monitor.getSnapshot()
  return breaker.state === 'open' ? Math.max(0, breaker.until - monitor.clock.wallNow()) : 0
}

function isFinal(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 && !CURABLE.has(status)
}
