import type { ComponentError } from '../../health/report.js'
import type { HealthStatus } from '../../health/status.js'
import type { CheckBreaker } from './watchedBreaker.js'

/** Something that the service relies on, and how to find out whether it works. A plain value. */
export interface Check {
  /** The name of its component in the report; any text, once per service. */
  readonly name: string
  /**
   * Finds out. Returning nothing or `true` is healthy, `false` or a throw is unhealthy, a {@link CheckResult} says
   * more; anything else is unhealthy with the code `INVALID_RESULT`.
   *
   * `signal` aborts when the time is up: hand it on, so that the work ends too. A result that comes later is dropped.
   */
  run(signal: AbortSignal, context: CheckContext): CheckAnswer | PromiseLike<CheckAnswer>
  /**
   * Ends what its runs began and left running, a measurement for instance. Called once, when the check is unregistered
   * or the service closed; its run in flight was aborted just before. What it throws goes to the `logger`.
   */
  stop?(): void
  /** Words to ask for a part of the checks by (`checkAll({ tags: ['cheap'] })`). @default [] */
  readonly tags?: readonly string[]
  /** `false`: known by its name alone, neither run nor in the report, until `enable(name, true)`. @default true */
  readonly enabled?: boolean
  /** Unhealthy makes the whole unhealthy rather than degraded. @default true */
  readonly critical?: boolean
  /** Names of the features that it carries (`['checkout']`). @default [] */
  readonly impact?: readonly string[]
  /** Unhealthy means: reads still work, writes do not. The component is then degraded. @default false */
  readonly readOnlyWhenDown?: boolean
  /** Unhealthy takes the instance out of rotation. @default `true` when critical or `readOnlyWhenDown` */
  readonly readiness?: boolean
  /** How long it may take, retries and waits for a turn included, in milliseconds. @default the service's */
  readonly timeout?: number
  /** How often it is run again when unhealthy, before that is believed. @default the service's */
  readonly retries?: number
  /** How many unhealthy runs in a row it takes to be believed unhealthy; until then it stays what it was. @default 1 */
  readonly failuresBeforeUnhealthy?: number
  /**
   * How long after its registration unhealthy runs do not count, in milliseconds: it is `unknown` meanwhile. Over at
   * its first healthy run. @default 0
   */
  readonly startPeriod?: number
  /**
   * How long its outcome, good or bad, is fresh, in milliseconds, give or take a tenth: checks that ran together do not
   * stay together. @default the service's
   */
  readonly cacheTtl?: number
  /**
   * How long after `cacheTtl` its outcome is still served, while the check runs again for those who ask next, in
   * milliseconds. After that they wait for it. @default the service's
   */
  readonly staleFor?: number
  /**
   * The circuit breaker that calls to the same thing pass. While it refuses them the component is at least degraded, and
   * with `readOnlyWhenDown` unhealthy (code `BREAKER_OPEN`); while a few find out it is degraded (`BREAKER_HALF_OPEN`).
   *
   * Unhealthy runs keep it open. A healthy one lets calls find out at once when an unhealthy run has seen the outage as
   * well; when its wait is over, any other run does. @default none
   */
  readonly breaker?: CheckBreaker
  /**
   * Asks a service that may ask this one in turn. A request that comes from a health check itself is answered without
   * it: two services that check each other would wait for each other, and each would stay unhealthy for as long as the
   * other is, which is for ever. @default false
   */
  readonly remote?: boolean
}

/** What a check may want to know of its run. */
export interface CheckContext {
  /** Where the service stands: a check may be milder with one that starts or ends. */
  readonly lifecycle: 'starting' | 'started' | 'draining'
}

/** What a check is told beside how it runs: the options of every ready-made check. */
export type CheckOptions = Partial<Omit<Check, 'run' | 'stop'>>

/** What a check may return. */
export type CheckAnswer = void | boolean | CheckResult

/** What a check that has more to say returns. */
export interface CheckResult {
  readonly status: HealthStatus
  /** Anyone may see its code; its message goes only to callers that may see details. */
  readonly error?: Error | ComponentError
  /** Anything that JSON can hold; sent only to callers that may see details. */
  readonly details?: object
}
