import type { ComponentError } from '../../health/report.js'
import type { HealthStatus } from '../../health/status.js'

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
  run(signal: AbortSignal): CheckAnswer | PromiseLike<CheckAnswer>
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
  /** How long its outcome, good or bad, is served again, in milliseconds. @default the service's */
  readonly cacheTtl?: number
}

/** What a check may return. */
export type CheckAnswer = void | boolean | CheckResult

/** What a check that has more to say returns. */
export interface CheckResult {
  readonly status: HealthStatus
  /** Anyone may see its code; its message goes only to callers that may see details. */
  readonly error?: Error | ComponentError
  /** Anything that JSON can hold; sent only to callers that may see details. */
  readonly details?: Readonly<Record<string, unknown>>
}
