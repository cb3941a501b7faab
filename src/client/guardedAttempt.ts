import { policy } from '../resilience/policy.js'
import { ThrottledError } from '../resilience/throttledError.js'
import type { BackendAnswer } from './attempt.js'
import { attemptCall } from './attempt.js'
import type { BackendCall } from './backendCall.js'
import { isTurnedDown } from './breakerVerdict.js'
import { timedOut } from './failedCall.js'
import { OwnError } from './ownError.js'
import type { ClientSettings } from './settings.js'

/**
 * One attempt in its time, behind the circuit breaker and the throttle. The breaker is not the retrying policy's own:
 * what is worth another try (a 500, a 429) need not be what the breaker counts.
 */
export async function guardedAttempt<Data>(
  settings: ClientSettings,
  call: BackendCall<Data>,
  timeout: number,
  signal: AbortSignal,
): Promise<BackendAnswer<Data>> {
  const { clock, random } = settings
  const breaker = settings.breakerOf(call.target.url)
  // What finds out whether the back end works again is not held back, or it would take the longer.
  const throttle = settings.isFindingOut(breaker) ? null : settings.throttle
  if (throttle?.admit() === false) {
    throw new ThrottledError(call.target.url?.origin ?? settings.baseUrl, throttle.rejectionProbability())
  }
  const inTime = policy<never>({ timeout, clock, random })
  const attempt = async () => {
    const time = { timeout, until: clock.now() + timeout }
    try {
      return await inTime.execute((context) => attemptCall(settings, call, time, context.signal), { signal })
    } catch (error) {
      if (!call.isSent) throw new OwnError('Nothing was sent.', { cause: error })
      // A `fetch` of the app's own gave up by itself: nobody here had told it to.
      if (error instanceof Error && error.name === 'AbortError' && !signal.aborted)
        throw timedOut(call, 'in time', error)
      throw error
    }
  }
  try {
    const answer = await (breaker ? breaker.execute(attempt, { signal }) : attempt())
    throttle?.accepted()
    return answer
  } catch (error) {
    // What says nothing is counted as accepted too: it must not count against the back end.
    if (!isTurnedDown({ error })) throttle?.accepted()
    throw error instanceof OwnError ? error.cause : error
  }
}
