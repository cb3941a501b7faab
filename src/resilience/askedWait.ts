import { MAX_ASKED_WAIT, readRetryAfter } from './retryAfter.js'

/** What a failure may say of when to come back. */
interface Asking {
  readonly retryAfterMs?: unknown
  readonly headers?: Partial<Pick<Headers, 'get'>>
  readonly response?: { readonly headers?: Partial<Pick<Headers, 'get'>> }
}

/**
 * The wait that a failure asks for, in milliseconds; 0 when it asks for none: by a number `retryAfterMs`, or by the
 * headers of a response, which may be the failure itself or its `response`.
 */
export function askedWait(failure: unknown, wallNow: number): number {
  try {
    const { retryAfterMs, headers, response } = (failure ?? {}) as Asking
    if (typeof retryAfterMs === 'number') return Math.min(Math.max(retryAfterMs, 0) || 0, MAX_ASKED_WAIT)
    const sent = headers ?? response?.headers
    return typeof sent?.get === 'function' ? readRetryAfter(sent as Headers, wallNow) : 0
  } catch {
    // Whatever it is, it must not keep the breaker from opening.
    return 0
  }
}
