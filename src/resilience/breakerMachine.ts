import type { Clock } from '../time/clock.js'
import { MAX_DELAY_MS, systemClock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { systemRandom } from '../time/random.js'
import { askedWait } from './askedWait.js'
import type { BackoffState } from './backoff.js'
import type { BreakerMetrics, BreakerOptions, StateListener } from './breaker.js'
import type { AutomaticState, BreakerState } from './breakerState.js'
import type { Verdict } from './callOutcome.js'
import { consecutiveFailures } from './consecutiveFailures.js'
import { HalfOpenTrial } from './halfOpenTrial.js'
import { noteCallbackError } from './noteCallbackError.js'
import type { PermitGiver } from './permit.js'
import { CallPermit } from './permit.js'
import { StateListeners } from './stateListeners.js'
import type { SavedCounts, TripCount } from './tripRule.js'

/** How soon to ask again while calls find out, which is likely to be known before long. In milliseconds. */
export const PROBE_HINT = 1000

const DEFAULT_RULE = consecutiveFailures(3)
/** 5 s, doubling to 30 s, up to a fifth longer by chance. */
const defaultReset = ({ attempt }: BackoffState, random: Random) =>
  Math.min(5000 * 2 ** (attempt - 1), 30_000) * (1 + random() / 5)

const CLOSED: BreakerState = { kind: 'closed' }

/** What a machine goes by. */
export interface MachineRules extends Pick<
  BreakerOptions,
  'tripAfter' | 'resetAfter' | 'halfOpen' | 'clock' | 'random'
> {
  /** Hears of errors in the app's own rules. @default noteCallbackError */
  readonly onRuleError?: typeof noteCallbackError | undefined
}

/** What permits are given in; `null` where calls change nothing. */
export type Period = TripCount | HalfOpenTrial | null

/** A wait of an open breaker. */
type Break = Pick<Extract<BreakerState, { kind: 'open' }>, 'attempt' | 'waitMs'>

/**
 * The states of a circuit breaker, and what leads from one to another: permits, evidence and time, and hands. It has no
 * timer; that a wait is over is seen when somebody asks for a permit.
 */
export class BreakerMachine implements PermitGiver<Period> {
  readonly clock: Clock
  /** When a call was last refused, monotonic: who asks why need not ask the clock again. */
  refusedAt = 0
  readonly #rules: MachineRules
  #state: BreakerState = CLOSED
  #count: TripCount
  #trial: HalfOpenTrial | null = null
  #listeners: StateListeners | null = null
  #succeeded = 0
  #failed = 0
  #ignored = 0
  #refused = 0
  #opened = 0

  constructor(rules: MachineRules) {
    this.clock = rules.clock ?? systemClock
    this.#rules = rules
    this.#count = this.#newCount()
  }

  get state(): BreakerState {
    return this.#state
  }

  /** Calls since it was made, by how they ended, and how often it has opened. */
  get totals(): BreakerMetrics['totals'] {
    return {
      succeeded: this.#succeeded,
      failed: this.#failed,
      ignored: this.#ignored,
      refused: this.#refused,
      opened: this.#opened,
    }
  }

  /** What has been counted since it was closed; while it is open, what made it so. */
  get count(): TripCount {
    return this.#count
  }

  /** Leave for one call in whatever state this is, or `null`. */
  admit(): CallPermit<Period> | null {
    const state = this.#state
    const now = state.kind === 'open' ? this.clock.now() : 0
    if (state.kind === 'open' && now >= state.until && !this.waits?.(now)) this.#tryOut(state)
    const count = this.#count
    if (this.isCounting(count)) {
      return new CallPermit(this, count, this.#begun(count))
    }
    if (this.#trial?.hasRoom()) {
      const call = {}
      this.#trial.begin(call)
      return new CallPermit(this, this.#trial, call)
    }
    if (this.#state.kind === 'forced-closed') return this.admitUncounted()
    this.#refused++
    this.refusedAt = now
    return null
  }

  /** Whether calls may not find out yet, although the wait is over: for one that shares its state with others to say. */
  protected waits?(now: number): boolean

  #begun(count: TripCount): unknown {
    try {
      return count.begin?.(() => {
        if (this.isCounting(count)) this.#open(1)
      })
    } catch (error) {
      this.#note('tripAfter', error)
      return undefined
    }
  }

  /** Leave for a call that changes nothing. */
  admitUncounted(): CallPermit<Period> {
    return new CallPermit(this, null)
  }

  /** A call has ended that was admitted in `period`; if that is over, it no longer matters how. */
  settled(period: Period, verdict: Verdict, cause?: unknown, call?: unknown): void {
    if (verdict === 'succeeded') this.#succeeded++
    else if (verdict === 'failed') this.#failed++
    else this.#ignored++
    if (period === null) return
    if (period === this.#trial) this.#conclude(this.#trial.end(call, verdict), cause)
    else if (this.isCounting(period)) {
      try {
        if (verdict === 'ignored') period.ignored?.(call)
        else if (verdict === 'failed' ? period.failed(call) : period.succeeded(call))
          this.#open(1, undefined, cause)
      } catch (error) {
        this.#note('tripAfter', error)
      }
    }
  }

  /** Whether calls of `period` still count, because it is closed and has been since. */
  isCounting(period: Period): period is TripCount {
    return period === this.#count && this.#state === CLOSED
  }

  /** @see Breaker.retryAfterMs */
  retryAfterMs(): number {
    const state = this.#state
    switch (state.kind) {
      case 'closed':
      case 'forced-closed':
        return 0
      case 'open':
        return Math.max(0, state.until - this.clock.now())
      case 'half-open':
        return this.#trial?.hasRoom() ? 0 : PROBE_HINT
      default:
        return Infinity
    }
  }

  /** Evidence from elsewhere that it is still down: an open breaker waits anew. */
  restartWait(): void {
    const state = this.#state
    if (state.kind === 'open') this.#enter({ ...state, until: this.clock.now() + state.waitMs })
  }

  /** Evidence from elsewhere that it is alive: an open breaker lets calls find out at once. */
  halfOpen(): void {
    if (this.#state.kind === 'open') this.#tryOut(this.#state)
  }

  /** @see Breaker.adopt */
  adopt(next: AutomaticState, counts?: SavedCounts): void {
    const { kind } = this.#state
    // A wait may be another one; a call that finds out here must not lose its permit.
    if (next.kind === kind && kind === 'half-open') return
    if (next.kind === 'open') this.hold(next)
    else if (next.kind === 'half-open') this.#tryOut(next)
    else if (kind !== 'closed') this.close()
    if (counts && kind === 'closed') this.#count.load?.(counts.numbers, counts.savedAt)
  }

  /** Into a state that gives no permits, or none that count. */
  hold(state: BreakerState): void {
    this.#endPeriod()
    this.#enter(state)
  }

  /** Closed, with nothing counted. */
  close(): void {
    this.#endPeriod()
    this.#count = this.#newCount()
    this.#enter(CLOSED)
  }

  subscribe(listener: StateListener): () => void {
    return (this.#listeners ??= new StateListeners()).add(listener)
  }

  #newCount(): TripCount {
    return (this.#rules.tripAfter ?? DEFAULT_RULE)(this.clock)
  }

  #open(attempt: number, previousMs?: number, cause?: unknown): void {
    const askedMs = askedWait(cause, this.clock.wallNow())
    const waitMs = Math.min(Math.max(this.#resetMs(attempt, previousMs), askedMs), MAX_DELAY_MS)
    this.#opened++
    this.hold({ kind: 'open', until: this.clock.now() + waitMs, attempt, waitMs })
  }

  #resetMs(attempt: number, previousMs: number | undefined): number {
    const { resetAfter = defaultReset, random = systemRandom } = this.#rules
    if (typeof resetAfter === 'number') return resetAfter
    try {
      const resetMs = resetAfter({ attempt, previousMs }, random)
      // Not a number would be open for ever.
      if (resetMs >= 0) return resetMs
    } catch (error) {
      this.#note('resetAfter', error)
    }
    return defaultReset({ attempt }, random)
  }

  #tryOut({ attempt, waitMs }: Break): void {
    this.#endPeriod()
    this.#trial = new HalfOpenTrial(this.#rules.halfOpen ?? {}, this.clock)
    this.#enter({ kind: 'half-open', attempt, waitMs })
  }

  #conclude(works: boolean | undefined, cause: unknown): void {
    if (this.#state.kind !== 'half-open' || works === undefined) return
    if (works) this.close()
    else this.#open(this.#state.attempt + 1, this.#state.waitMs, cause)
  }

  #note(what: string, error: unknown): void {
    const { onRuleError = noteCallbackError } = this.#rules
    onRuleError(what, error)
  }

  /** What is still under way no longer matters. */
  #endPeriod(): void {
    this.#count.end?.()
    this.#trial = null
  }

  /** The last step of each transition, when everything else is in place: listeners may call anything. */
  #enter(state: BreakerState): void {
    const previous = this.#state
    this.#state = state
    if (state !== previous) this.#listeners?.tell(state, previous)
  }
}
