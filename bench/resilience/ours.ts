import type { Breaker } from '../../src/resilience/breaker.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import { fallback } from '../../src/resilience/fallback.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import type { Policy } from '../../src/resilience/policy.js'
import { policy } from '../../src/resilience/policy.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import type { TripRule } from '../../src/resilience/tripRule.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import type { Clock } from '../../src/time/clock.js'
import { systemClock } from '../../src/time/clock.js'
import { BREAK, COUNT, FAILURES, NEVER, RATE, TIMEOUT, WINDOW } from './settings.js'
import type { Subject } from './subject.js'

const steady = consecutiveFailures(NEVER)
const fragile = consecutiveFailures(FAILURES)
const inTime = failureRate({ rate: RATE, window: timeWindow(WINDOW) })

export const consecutive = breaker('consecutive', steady)
export const count = countOf(COUNT)
export const time = breaker('time window', inTime)
export const slow = breaker(
  'slow calls',
  slowCallRate({ rate: RATE, slowerThan: TIMEOUT, window: timeWindow(WINDOW) }),
)
export const breakerTimeout = composed('breaker + timeout', () =>
  policy({ breaker: made(steady), timeout: TIMEOUT }),
)
export const retryBreakerTimeout = composed('retry + breaker + timeout', () =>
  policy({ retry: { retries: 3 }, breaker: made(steady), timeout: TIMEOUT }),
)
export const refusing = breaker('refusing', fragile)
export const answering = withFallback('fallback', () => fallback(() => 1))
export const degraded = withFallback('degraded response', () => degradedResponse(1))

/** With calls in every part of its window: its clock goes on by a hundredth of that whenever it is read. */
export const timeFull: Subject<Breaker> = {
  ...time,
  name: `${time.name}, full`,
  make: () => createBreaker({ tripAfter: inTime, resetAfter: BREAK, clock: hasty }),
}

let hastyNow = 0
const hasty: Clock = { ...systemClock, now: () => (hastyNow += WINDOW / 100) }

/** With a window of so many calls. */
export function countOf(size: number): Subject<Breaker> {
  return breaker('count window', failureRate({ rate: RATE, window: countWindow(size) }))
}

function withFallback(name: string, strategy: () => FallbackStrategy): Subject<Policy> {
  return composed(name, () => policy({ breaker: made(fragile), fallback: strategy() }))
}

function breaker(name: string, rule: TripRule): Subject<Breaker> {
  return {
    name: `ours ${name}`,
    make: () => made(rule),
    call: (instance, action) => instance.execute(action),
  }
}

function composed(name: string, make: () => Policy): Subject<Policy> {
  return { name: `ours ${name}`, make, call: (instance, action) => instance.execute(action) }
}

function made(rule: TripRule): Breaker {
  return createBreaker({ tripAfter: rule, resetAfter: BREAK })
}
