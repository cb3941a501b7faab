import { isBreakerOpenError } from '../resilience/errors.js'
import { isThrottledError } from '../resilience/throttledError.js'
import { TimeoutError } from '../resilience/timeoutError.js'
import type { BackendCall } from './backendCall.js'
import type { BackendErrorFacts } from './backendError.js'
import { BackendError, isBackendError } from './backendError.js'
import type { NetworkFailure } from './networkError.js'
import type { Failure, Repetition } from './retrySafety.js'
import { repetitionOf } from './retrySafety.js'
import { shownUrl } from './shownUrl.js'

/** The error of a failed attempt. It says why another would not do, and nothing of what may yet stand in its way. */
export function failedCall(
  { method, target, key, sent }: BackendCall,
  failure: Failure,
  facts: Partial<BackendErrorFacts> = {},
): BackendError {
  const repetition: Repetition = repetitionOf(failure, { method, hasKey: key !== null, attempt: sent })
  return new BackendError({
    kind: failure.kind,
    method,
    url: shownUrl(target.url?.href ?? target.href),
    status: null,
    attempts: sent,
    code: null,
    retryAfterMs: 0,
    body: undefined,
    noRetry: repetition === 'allowed' ? null : repetition,
    detail: null,
    cause: undefined,
    ...facts,
  })
}

/** What a failure of the network tells of itself. */
export function networkFacts({ code, message }: NetworkFailure, cause: unknown): Partial<BackendErrorFacts> {
  return { code, detail: message || code, cause }
}

/** Too late is also what was never sent, for want of headers. */
export function timedOut(call: BackendCall, detail: string, cause: unknown): BackendError {
  const wasNeverSent = !call.isSent
  const why = wasNeverSent ? ': it was not sent, since `headers` gave none' : ''
  return failedCall(call, { kind: 'timeout', wasNeverSent }, { detail: detail + why, cause })
}

/** What an attempt, or the policy around it, failed with; `null` for what comes from the app's own code. */
export function asFailedCall(error: unknown, call: BackendCall): BackendError | null {
  if (isBackendError(error)) return error
  if (isBreakerOpenError(error)) {
    return failedCall(call, { kind: 'breaker-open' }, { retryAfterMs: error.retryAfterMs, cause: error })
  }
  if (isThrottledError(error)) return failedCall(call, { kind: 'throttled' }, { cause: error })
  if (error instanceof Error && error.name === 'TimeoutError') {
    // Other timeouts are those of a `fetch` of the app's own.
    const detail = error instanceof TimeoutError ? `within ${error.timeoutMs} ms` : 'in time'
    return timedOut(call, detail, error)
  }
  return null
}
