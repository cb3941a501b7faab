import { policy } from '../resilience/policy.js'
import { ThrottledError } from '../resilience/throttledError.js'
import type { BackendAnswer } from './attempt.js'
import { attemptCall } from './attempt.js'
import type { BackendCall } from './backendCall.js'
import { isTurnedDown } from './breakerVerdict.js'
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
  const attempt = () => inTime.execute((context) => attemptCall(settings, call, context.signal), { signal })
  try {
    const answer = await (breaker ? breaker.execute(attempt, { signal }) : attempt())
    throttle?.accepted()
    return answer
  } catch (error) {
    // What says nothing is counted as accepted too: it must not count against the back end.
    if (!isTurnedDown({ error })) throttle?.accepted()
    throw error
  }
}
