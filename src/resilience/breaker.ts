import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { Backoff } from './backoff.js'
import type { BreakerRecord } from './breakerRecord.js'
import type { AutomaticState, BreakerState } from './breakerState.js'
import type { CallOutcome, Verdict, VerdictRules } from './callOutcome.js'
import type { BreakerOpenError } from './errors.js'
import type { Permit } from './permit.js'
import type { CallCounts, SavedCounts, TripRule } from './tripRule.js'

/** Options of {@link createBreaker}. All are optional; durations are milliseconds. */
export interface BreakerOptions extends VerdictRules {
  /** What it stands before; for errors and for whoever looks at many. @default 'the back end' */
  readonly name?: string | undefined
  /** When to open. @default consecutiveFailures(3) */
  readonly tripAfter?: TripRule | undefined
  /** How long to stay open; a backoff waits longer each time a half-open call fails. @default 5 s, doubling to 30 s, with jitter */
  readonly resetAfter?: number | Backoff | undefined
  /** What happens once it has been open for that long. */
  readonly halfOpen?: HalfOpenRules | undefined
  /** `metrics-only`: goes through all its states and refuses nothing, to try rules out. @default 'enforcing' */
  readonly mode?: 'enforcing' | 'metrics-only' | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
}

/** How an open breaker finds out whether calls work again. */
export interface HalfOpenRules {
  /** So many calls find out; all others are refused. When all of them have ended it closes, unless too many failed. @default 1 */
  readonly permitted?: number | undefined
  /** This share of failures among them opens it again. @default any failure does */
  readonly failureRate?: number | undefined
  /** A call that takes longer has lost its permit: it may never come back, and others want to know. @default 30000 */
  readonly maxWait?: number | undefined
}

/** A circuit breaker: it stops calls to what keeps failing, and finds out with a few when it works again. */
export interface Breaker {
  readonly name: string
  /** What it does now. That a wait is over is seen when the next call asks. */
  readonly state: BreakerState

  /**
   * Calls `action`, or rejects with a {@link BreakerOpenError} and does not. What `action` throws, rejections reach the
   * caller as they are. With the `signal` by which the caller may abort, such an abort is known for what it is.
   */
  execute<Result>(
    action: () => PromiseLike<Result> | Result,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Result>
  /** `fn` behind this breaker, with the same arguments and `this`. */
  wrap<This, Args extends unknown[], Result>(
    fn: (this: This, ...args: Args) => PromiseLike<Result> | Result,
  ): (this: This, ...args: Args) => Promise<Result>
  /** Leave for one call, for those who make it themselves; `null` while calls are refused. */
  acquire(): Permit | null
  /** What an outcome counts as here; `signal` is that by which the caller may have aborted it. */
  judge(outcome: CallOutcome, signal?: AbortSignal): Verdict
  /** Milliseconds until it is worth asking again; 0 when a call may be let through now. */
  retryAfterMs(): number
  /** The error for a call that `acquire` refused. The same one for all calls that one open period refuses. */
  refusal(): BreakerOpenError

  /** Refuses all calls until the handle that it returns is called; handles are counted. Then it is as after `reset`. */
  isolate(): () => void
  /** Refuses all calls until `forceClose` or `reset`; time changes nothing. */
  forceOpen(): void
  /** Lets all calls through until `forceOpen` or `reset`, however many fail. */
  forceClose(): void
  /** Closed, with nothing counted. Handles of `isolate` stay in force. */
  reset(): void

  /** Evidence from elsewhere that it is still down: an open breaker waits anew. */
  restartWait(): void
  /** Evidence from elsewhere that it is alive: an open breaker lets calls find out at once. */
  halfOpen(): void
  /**
   * Takes over the state of another breaker before the same back end, and what it has counted if both are closed.
   * Nothing where this one is held by hand, or finds out already.
   */
  adopt(state: AutomaticState, counts?: SavedCounts): void

  /** What it has counted. */
  metrics(): BreakerMetrics
  /** To be kept, and given to `restoreBreaker` later: `JSON.stringify(breaker)`. Handles of `isolate` are not kept. */
  toJSON(): BreakerRecord
  /** Calls `listener` once for each change of state; returns the undo. */
  subscribe(listener: StateListener): () => void
}

/** Hears of a change of state. */
export type StateListener = (state: BreakerState, previous: BreakerState) => void

/** What a breaker has counted. */
export interface BreakerMetrics {
  readonly state: BreakerState
  /** What the rule looks at while closed; rates are shares of `calls`, 0 where there are none. */
  readonly window: CallCounts & { readonly failureRate: number; readonly slowRate: number }
  /** Calls since the breaker was made, by how they ended, and how often it has opened. */
  readonly totals: {
    readonly succeeded: number
    readonly failed: number
    readonly ignored: number
    readonly refused: number
    readonly opened: number
  }
}
