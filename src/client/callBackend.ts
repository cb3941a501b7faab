import { noteCallbackError } from '../resilience/noteCallbackError.js'
import { policy } from '../resilience/policy.js'
import { RetryBudgetError } from '../resilience/retryBudgetError.js'
import type { BackendAnswer } from './attempt.js'
import type { BackendCall } from './backendCall.js'
import type { BackendErrorFacts, NoRetryReason } from './backendError.js'
import { BackendError } from './backendError.js'
import { asFailedCall } from './failedCall.js'
import { guardedAttempt } from './guardedAttempt.js'
import { OwnError } from './ownError.js'
import type { ClientSettings } from './settings.js'

/** Makes a call, again where that helps and does no harm. Rejects with a {@link BackendError}, or the caller's reason. */
export async function callBackend<Data>(
  settings: ClientSettings,
  call: BackendCall<Data>,
): Promise<BackendAnswer<Data>> {
  const { clock, random, backoff, budget } = settings
  const { signal, timeout = settings.timeout, retries = settings.retries } = call.options
  const { maxDuration = settings.maxDuration, onRetry = settings.onRetry } = call.options
  const failedWith = (error: unknown) => asFailedCall(error, call)
  const tellRetry = (error: BackendError | null, delayMs: number) => {
    try {
      if (error) onRetry({ error, delayMs })
    } catch (thrown) {
      noteCallbackError('onRetry', thrown)
    }
  }

  const retrying = policy<never>({
    retry: {
      retries,
      backoff,
      maxDuration,
      budget,
      isRetryable: (failure) => 'error' in failure && failedWith(failure.error)?.noRetry === null,
      onRetry: ({ failure, delayMs }) =>
        tellRetry('error' in failure ? failedWith(failure.error) : null, delayMs),
    },
    clock,
    random,
  })
  try {
    return await retrying.execute(
      (context) => {
        call.tries = context.attempt
        call.isSent = false
        return guardedAttempt(settings, call, timeout, context.signal)
      },
      { signal },
    )
  } catch (error) {
    if (error instanceof OwnError) throw error.cause
    if (signal?.aborted && error === signal.reason) throw error
    const isBudgetSpent = error instanceof RetryBudgetError
    const failed = failedWith(isBudgetSpent ? error.cause : error)
    if (!failed) throw error
    const isLast = retries === 0 || (failed.kind !== 'breaker-open' && call.tries > retries)
    throw finalError(failed, isBudgetSpent ? 'retry-budget' : isLast ? 'retries-used-up' : 'wait-too-long')
  }
}

function finalError(facts: BackendErrorFacts, inTheWay: NoRetryReason): BackendError {
  return new BackendError({ ...facts, noRetry: facts.noRetry ?? inTheWay })
}
