import { anyOf } from '../../src/resilience/anyOf.js'
import { exponential } from '../../src/resilience/backoff.js'
import type { Backoff } from '../../src/resilience/backoff.js'
import type { Breaker, HalfOpenRules } from '../../src/resilience/breaker.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { countWindow } from '../../src/resilience/countWindow.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { failureRate } from '../../src/resilience/failureRate.js'
import { slowCallRate } from '../../src/resilience/slowCallRate.js'
import { timeWindow } from '../../src/resilience/timeWindow.js'
import type { TripRule } from '../../src/resilience/tripRule.js'
import type { Window } from '../../src/resilience/window.js'
import type { Clock } from '../../src/time/clock.js'
import type { ScenarioConfig } from './scenario.js'
import { ScriptedError } from './scriptedCall.js'

/** The breaker that a scenario speaks of. What its config leaves open is the default of the breaker. */
export function breakerOf(config: ScenarioConfig, clock: Clock): Breaker {
  const { resetTimeoutMs, ignore } = config
  return createBreaker({
    name: 'a scenario',
    clock,
    tripAfter: ruleOf(config),
    resetAfter: typeof resetTimeoutMs === 'object' ? backoffOf(resetTimeoutMs) : resetTimeoutMs,
    halfOpen: halfOpenOf(config),
    isIgnored: ignore && ((outcome) => 'error' in outcome && isOneOf(ignore, outcome.error)),
  })
}

function isOneOf(kinds: readonly string[], error: unknown): boolean {
  return error instanceof ScriptedError && kinds.includes(error.kind)
}

function ruleOf(config: ScenarioConfig): TripRule | undefined {
  const { failureRate: rate, slowCall, minimumCalls = 1 } = config
  const rules: TripRule[] = []
  const window = windowOf(config)
  if (!window) {
    if (config.failureThreshold !== undefined) rules.push(consecutiveFailures(config.failureThreshold))
    else if (rate !== undefined) throw new Error('a failureRate needs a window of type count or time')
  } else if (rate !== undefined) rules.push(failureRate({ rate, window, minimumCalls }))
  else if (!slowCall) throw new Error(`a window of type ${config.window?.type} needs a failureRate`)
  if (slowCall) {
    rules.push(
      slowCallRate({
        rate: slowCall.rate,
        slowerThan: slowCall.durationMs,
        window: window ?? countWindow(config.window?.size ?? SOME_CALLS),
        minimumCalls,
      }),
    )
  }
  return rules.length > 1 ? anyOf(...rules) : rules[0]
}

/** Of how many calls a share may be slow, where the window is `consecutive` and says nothing of it. */
const SOME_CALLS = 100

function windowOf({ window = { type: 'consecutive' } }: ScenarioConfig): Window | undefined {
  const { type, size = Number.NaN } = window
  switch (type) {
    case 'consecutive':
      return undefined
    case 'count':
      return countWindow(size)
    case 'time':
      return timeWindow(size)
    default:
      throw new Error(`window.type: expected consecutive, count or time, got ${type}`)
  }
}

function halfOpenOf({ halfOpen: { permitted, failureRate: rate, maxDurationMs } = {} }: ScenarioConfig) {
  return { permitted, failureRate: rate, maxWait: maxDurationMs } satisfies HalfOpenRules
}

function backoffOf(backoff: Exclude<ScenarioConfig['resetTimeoutMs'], number | undefined>): Backoff {
  const { type, initial, factor, max } = backoff
  if (type !== 'exponential') throw new Error(`resetTimeoutMs.type: expected exponential, got ${type}`)
  return exponential({ base: initial, factor: factor ?? 2, cap: max ?? Infinity, jitter: 'none' })
}
