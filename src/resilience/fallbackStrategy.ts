import type { Clock } from '../time/clock.js'
import type { CallOutcome, Verdict } from './callOutcome.js'
import type { Eventually } from './eventually.js'

/**
 * One way to answer a call whose action can't, as a value: `fallback`, `cacheFirst`, `staleIfError`,
 * `degradedResponse`, or one of your own. A policy asks its strategies in order, and the first that answers wins.
 *
 * A hook that throws or rejects has not answered. `Value` is what a policy with it may give beside the action's own
 * results.
 */
export interface FallbackStrategy<Value = unknown> {
  /** Says in a policy's outcome who answered. */
  readonly name: string
  /** Strategies with a higher one are asked first; equal ones in the order in which they are given. */
  readonly priority: number
  /**
   * May answer before the action is called, so that it isn't; or give the error that the call fails with, without the
   * action being called.
   */
  before?(call: FallbackCall): Eventually<Answer<Value> | Failure | undefined>
  /** May answer after the call has failed. Not asked about an abort by the caller, nor an error that is no failure. */
  after?(error: unknown, call: FallbackCall): Eventually<Answer<Value> | undefined>
  /**
   * A call is over. Told once for each call that `before` was asked about, and before `after` is: what its action came
   * to in the end, and whether that is a success. `undefined` where it came to nothing: the caller aborted it, or
   * `before` had the answer.
   */
  settled?(outcome: CallOutcome | undefined, verdict: Verdict, call: FallbackCall): void
}

/** One call, as strategies see it: the same object in each hook. */
export interface FallbackCall {
  /** What the call asks for: `options.key`, `''` by default. */
  readonly key: string
  readonly clock: Clock
  /** The caller's own. */
  readonly signal: AbortSignal | undefined
}

/** What a strategy answers with; in an object, because `undefined` may be an answer too. */
export interface Answer<Value = unknown> {
  readonly value: Value
}

/** What a call fails with. */
export interface Failure {
  readonly error: unknown
}
