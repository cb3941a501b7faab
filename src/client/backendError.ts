import { describeFailure } from './failureText.js'

/**
 * How a call failed. `http`: an answer that is an error. `network`: no answer, or one that broke off. `timeout`: none in
 * time. `breaker-open`, `throttled`: the call was held back and never sent. `invalid-response`: an answer, but not the
 * data that was asked for.
 */
export type BackendErrorKind =
  | 'http'
  | 'network'
  | 'timeout'
  | 'breaker-open'
  | 'throttled'
  | 'invalid-response'

/**
 * Why a call was not tried again. `pointless`: the outcome would be the same. `unsafe`: the back end may have acted on the
 * call, and would act a second time. `retries-used-up`, `retry-budget`: as many as may be had been tried, for this call
 * or for all of them. `wait-too-long`: `maxDuration` leaves no time for the wait.
 */
export type NoRetryReason = 'pointless' | 'unsafe' | 'retries-used-up' | 'retry-budget' | 'wait-too-long'

/** What a {@link BackendError} knows. */
export interface BackendErrorFacts {
  readonly kind: BackendErrorKind
  /** In capitals. */
  readonly method: string
  /** What was called. Values of parameters whose names speak of secrets are left out. */
  readonly url: string
  /** Status of the answer; `null` where there was none. */
  readonly status: number | null
  /** How often the call was sent; 0 where it was held back from the start. */
  readonly attempts: number
  /** What the platform calls a failure of the network (`ECONNREFUSED`). `null` in a browser, which doesn't tell. */
  readonly code: string | null
  /** The wait that the back end or the circuit breaker asks for, in milliseconds; 0 when there is none. */
  readonly retryAfterMs: number
  /** Body of an answer that is an error: what its JSON says, or its text, of which 16 kB are read. */
  readonly body: unknown
  /** Why it was not tried again; `null` in `onRetry`, where it is. */
  readonly noRetry: NoRetryReason | null
  /** What the back end says, or what is wrong with its answer, as far as that is known. */
  readonly detail: string | null
  /** The error beneath. */
  readonly cause: unknown
}

/** A call to the back end failed. The message can be logged as it is; it is not for the people in front of the app. */
export class BackendError extends Error implements BackendErrorFacts {
  override name = 'BackendError' as const
  readonly kind: BackendErrorKind
  readonly method: string
  readonly url: string
  readonly status: number | null
  readonly attempts: number
  readonly code: string | null
  readonly retryAfterMs: number
  readonly body: unknown
  readonly noRetry: NoRetryReason | null
  readonly detail: string | null
  override readonly cause: unknown

  constructor(facts: BackendErrorFacts) {
    super(describeFailure(facts))
    this.kind = facts.kind
    this.method = facts.method
    this.url = facts.url
    this.status = facts.status
    this.attempts = facts.attempts
    this.code = facts.code
    this.retryAfterMs = facts.retryAfterMs
    this.body = facts.body
    this.noRetry = facts.noRetry
    this.detail = facts.detail
    this.cause = facts.cause
  }
}

/** Whether `error` is a {@link BackendError}, also one of another copy of this package. */
export function isBackendError(error: unknown): error is BackendError {
  return error instanceof Error && error.name === 'BackendError'
}
