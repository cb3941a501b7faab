import type { IBreaker } from 'cockatiel'
import {
  circuitBreaker,
  ConsecutiveBreaker,
  CountBreaker,
  ExponentialBackoff,
  fallback,
  handleAll,
  retry,
  SamplingBreaker,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import { BREAK, COUNT, FAILURES, NEVER, RATE, TIMEOUT, WINDOW } from './settings.js'
import type { Action, Subject } from './subject.js'

// https://github.com/connor4312/cockatiel

interface Policy {
  execute(action: Action): Promise<unknown>
}

export const consecutive = subject('consecutive', steady)
export const count = countOf(COUNT)
export const time = subject('time window', () =>
  breaker(new SamplingBreaker({ threshold: RATE, duration: WINDOW, minimumRps: 1 })),
)
export const timeoutAlone = subject('timeout', timed)
export const retryBreaker = subject('retry + breaker', () => wrap(retried(), steady()))
export const retryBreakerTimeout = subject('retry + breaker + timeout', () =>
  wrap(retried(), steady(), timed()),
)
export const refusing = subject('refusing', fragile)
export const answering = subject('fallback', () => wrap(fallback(handleAll, 1), fragile()))

/** With a window of so many calls. */
export function countOf(size: number): Subject<Policy> {
  return subject('count window', () => breaker(new CountBreaker({ threshold: RATE, size })))
}

function subject(name: string, make: () => Policy): Subject<Policy> {
  return { name: `cockatiel ${name}`, make, call: (policy, action) => policy.execute(action) }
}

function steady() {
  return breaker(new ConsecutiveBreaker(NEVER))
}

function fragile() {
  return breaker(new ConsecutiveBreaker(FAILURES))
}

function timed() {
  return timeout(TIMEOUT, TimeoutStrategy.Cooperative)
}

function retried() {
  return retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() })
}

function breaker(rule: IBreaker) {
  return circuitBreaker(handleAll, { halfOpenAfter: BREAK, breaker: rule })
}
