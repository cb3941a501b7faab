import type { NetworkFailure } from './networkError.js'

/** How a call failed, as far as that decides whether to try again. */
export type Failure =
  | { readonly kind: 'http'; readonly status: number }
  | ({ readonly kind: 'network' } & NetworkFailure)
  | { readonly kind: 'timeout'; readonly wasNeverSent?: boolean }
  | { readonly kind: 'throttled' | 'breaker-open' | 'invalid-response' }

/** The call that failed. */
export interface FailedCall {
  readonly method: string
  /** Whether the back end can tell by a key that it has seen the call before. */
  readonly hasKey: boolean
  /** 1 for the first. */
  readonly attempt: number
}

/**
 * Whether to try again. `pointless`: the next answer would be the same. `unsafe`: the back end may have acted on the call,
 * and would act a second time.
 */
export type Repetition = 'allowed' | 'pointless' | 'unsafe'

/** What may be repeated with the effect of once (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])
/**
 * Client errors that time cures. 408: the server gave up waiting for the request, and says that it may be repeated. 425:
 * it came too early in a connection (https://www.rfc-editor.org/rfc/rfc8470). 429: there were too many.
 */
const CURABLE: ReadonlySet<number> = new Set([408, 425, 429])

/** Whether a call may be repeated although it may have arrived. */
export function isRepeatable({ method, hasKey }: Pick<FailedCall, 'method' | 'hasKey'>): boolean {
  return hasKey || IDEMPOTENT.has(method)
}

/** Judges a failure. Where it is certain that nothing was sent, every call may be repeated. */
export function repetitionOf(failure: Failure, call: FailedCall): Repetition {
  switch (failure.kind) {
    case 'breaker-open':
    case 'throttled':
      return 'allowed'
    case 'invalid-response':
      return 'pointless'
    case 'timeout':
      return failure.wasNeverSent || isRepeatable(call) ? 'allowed' : 'unsafe'
    case 'network':
      if (!failure.isPassing) return 'pointless'
      return failure.wasNeverSent || isRepeatable(call) ? 'allowed' : 'unsafe'
    case 'http':
      if (!isPassing(failure.status, call)) return 'pointless'
      return isRepeatable(call) ? 'allowed' : 'unsafe'
  }
}

/** 501 (Not Implemented) is the one server error that says it will last. */
function isPassing(status: number, { hasKey, attempt }: FailedCall): boolean {
  // The first try is still under way on the server: section 2.6 of the draft. At first it is a conflict of the app's own.
  if (status === 409) return hasKey && attempt > 1
  return CURABLE.has(status) || (status >= 500 && status !== 501)
}
