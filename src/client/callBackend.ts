import { pause } from '../monitor/pause.js'
import { isBreakerOpenError } from '../resilience/errors.js'
import { noteCallbackError } from '../resilience/noteCallbackError.js'
import { policy } from '../resilience/policy.js'
import { RetryBudgetError } from '../resilience/retryBudgetError.js'
import { uniform } from '../time/random.js'
import type { BackendAnswer } from './attempt.js'
import type { BackendCall } from './backendCall.js'
import type { BackendErrorFacts, NoRetryReason } from './backendError.js'
import { BackendError } from './backendError.js'
import { asFailedCall } from './failedCall.js'
import { guardedAttempt } from './guardedAttempt.js'
import type { ClientSettings } from './settings.js'

/** Waits for the end of a break are spread by this share, so that not all who wait come back in one instant. */
const BREAK_SPREAD = 0.1

/** Makes a call, again where that helps and does no harm. Rejects with a {@link BackendError}, or the caller's reason. */
export async function callBackend<Data>(
  settings: ClientSettings,
  call: BackendCall<Data>,
): Promise<BackendAnswer<Data>> {
  const { clock, random, backoff, maxDuration, budget } = settings
  const { signal, timeout = settings.timeout, retries = settings.retries } = call.options
  const startedAt = clock.now()
  const failedWith = (error: unknown) => asFailedCall(error, call)
  const tellRetry = (error: BackendError | null, delayMs: number) => {
    try {
      if (error) settings.onRetry({ error, delayMs })
    } catch (thrown) {
      noteCallbackError('onRetry', thrown)
    }
  }

  /** One attempt. What was refused was not sent, so waiting for leave costs neither a retry nor budget. */
  const attempt = async (number: number, ended: AbortSignal): Promise<BackendAnswer<Data>> => {
    call.tries = number
    for (;;) {
      try {
        return await guardedAttempt(settings, call, timeout, ended)
      } catch (error) {
        if (!isBreakerOpenError(error) || retries === 0) throw error
        if (clock.now() + error.retryAfterMs - startedAt > maxDuration) throw error
        const waitMs = error.retryAfterMs * uniform(random, 1, 1 + BREAK_SPREAD)
        tellRetry(failedWith(error), waitMs)
        await pause(clock, waitMs, ended)
      }
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
    return await retrying.execute((context) => attempt(context.attempt, context.signal), { signal })
  } catch (error) {
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
