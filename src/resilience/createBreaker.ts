import type { Breaker, BreakerMetrics, BreakerOptions } from './breaker.js'
import { BreakerMachine, PROBE_HINT } from './breakerMachine.js'
import type { BreakerRecord } from './breakerRecord.js'
import type { AutomaticState, BreakerState } from './breakerState.js'
import type { CallOutcome, Verdict } from './callOutcome.js'
import { verdictOf, verdictOnError } from './callOutcome.js'
import { duration, share, wholeNumber } from './checkNumber.js'
import { BreakerOpenError } from './errors.js'
import { noteCallbackError } from './noteCallbackError.js'
import type { Permit } from './permit.js'
import { settle } from './settle.js'
import type { SavedCounts, TripCount } from './tripRule.js'

const ISOLATED: BreakerState = { kind: 'isolated' }
const FORCED_OPEN: BreakerState = { kind: 'forced-open' }
const FORCED_CLOSED: BreakerState = { kind: 'forced-closed' }

/** Makes a circuit breaker. Monotonic time, and no timer while no call is under way. Throws a `RangeError` on bad options. */
export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { resetAfter, halfOpen = {} } = options
  if (typeof resetAfter === 'number') duration('resetAfter', resetAfter)
  if (halfOpen.permitted !== undefined) wholeNumber('halfOpen.permitted', halfOpen.permitted)
  if (halfOpen.failureRate !== undefined) share('halfOpen.failureRate', halfOpen.failureRate)
  if (halfOpen.maxWait !== undefined) duration('halfOpen.maxWait', halfOpen.maxWait, 1)
  return new CircuitBreaker(options)
}

/** A machine with what people and calls want of it; who needs the machine alone, as the monitor does, gets no more. */
export class CircuitBreaker extends BreakerMachine implements Breaker {
  readonly #options: BreakerOptions
  /** How calls settle that {@link CircuitBreaker.#period} counts: made once for all of them. */
  #onResult: (<Result>(result: Result) => Result) | null = null
  #onError: ((error: unknown) => never) | null = null
  #period: TripCount | null = null
  #refusal: { readonly error: BreakerOpenError; readonly state: BreakerState } | null = null
  #forced: BreakerState | null = null
  #handles = 0

  constructor(options: BreakerOptions) {
    super(options)
    this.#options = options
  }

  get name(): string {
    return this.#options.name ?? 'the back end'
  }

  execute<Result>(
    action: () => PromiseLike<Result> | Result,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Result> {
    if (!options && this.#isPlain() && this.#onResult && this.#onError)
      return settle(action, this.#onResult, this.#onError)
    const signal = options?.signal
    if (signal?.aborted) return Promise.reject(signal.reason)
    const permit = this.acquire()
    if (!permit) return Promise.reject(this.refusal())
    return settle(
      action,
      (result) => {
        settleBy(permit, this.judge({ result }, signal), result)
        return result
      },
      (error) => {
        settleBy(permit, this.judge({ error }, signal), error)
        throw error
      },
    )
  }

  wrap<This, Args extends unknown[], Result>(
    fn: (this: This, ...args: Args) => PromiseLike<Result> | Result,
  ): (this: This, ...args: Args) => Promise<Result> {
    const execute = (action: () => PromiseLike<Result> | Result) => this.execute(action)
    return function (...args) {
      return execute(() => fn.apply(this, args))
    }
  }

  acquire(): Permit | null {
    const permit = this.admit()
    return permit || this.#options.mode !== 'metrics-only' ? permit : this.admitUncounted()
  }

  judge(outcome: CallOutcome, signal?: AbortSignal): Verdict {
    try {
      return verdictOf(outcome, this.#options, signal)
    } catch (error) {
      noteCallbackError('isFailure or isIgnored', error)
      return verdictOf(outcome, {}, signal)
    }
  }

  refusal(): BreakerOpenError {
    const { state, clock, refusedAt } = this
    const waitMs = state.kind === 'open' ? state.until - refusedAt : this.retryAfterMs()
    const retryAfterMs = waitMs > 0 ? waitMs : PROBE_HINT
    if (this.#refusal?.state === state) {
      this.#refusal.error.retryAfterMs = retryAfterMs
      return this.#refusal.error
    }
    const error = new BreakerOpenError(this.name, clock.wallNow() + retryAfterMs, retryAfterMs)
    if (state.kind === 'half-open') return error
    // It is given to many; a stack would be that of whoever came first.
    error.stack = String(error)
    this.#refusal = { error, state }
    return error
  }

  isolate(): () => void {
    let isHeld = true
    this.#handles++
    this.#obey()
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#handles--
      this.#obey()
    }
  }

  forceOpen(): void {
    this.#forced = FORCED_OPEN
    this.#obey()
  }

  forceClose(): void {
    this.#forced = FORCED_CLOSED
    this.#obey()
  }

  reset(): void {
    this.#forced = null
    if (this.#handles === 0) this.close()
  }

  override adopt(next: AutomaticState, counts?: SavedCounts): void {
    if (!this.#forced && this.#handles === 0) super.adopt(next, counts)
  }

  metrics(): BreakerMetrics {
    const { state, totals, count } = this
    const counts = count.counts?.() ?? { calls: 0, failures: 0, slow: 0 }
    const rateOf = (some: number) => (counts.calls > 0 ? some / counts.calls : 0)
    return {
      state,
      window: { ...counts, failureRate: rateOf(counts.failures), slowRate: rateOf(counts.slow) },
      totals,
    }
  }

  toJSON(): BreakerRecord {
    const { clock, count } = this
    const now = clock.now()
    const savedAt = clock.wallNow()
    const state = this.#forced ?? this.state
    switch (state.kind) {
      case 'open':
        return { version: 1, savedAt, state: { ...state, until: state.until - now + savedAt } }
      case 'closed':
        return { version: 1, savedAt, state, counts: count.save?.(now) ?? [] }
      case 'isolated':
        // After a restart nobody could call its handles.
        return { version: 1, savedAt, state: { kind: 'closed' } }
      default:
        return { version: 1, savedAt, state }
    }
  }

  /** Whether calls are counted, and need not be looked at one by one: most of the time, and then each costs little. */
  #isPlain(): boolean {
    if (this.isCounting(this.#period)) return true
    const { count } = this
    if (!this.isCounting(count) || count.begin) return false
    this.#settleIn(count)
    return true
  }

  #settleIn(period: TripCount): void {
    this.#period = period
    this.#onResult = (result) => {
      this.settled(period, this.#hasRules() ? this.judge({ result }) : 'succeeded', result)
      return result
    }
    this.#onError = (error) => {
      // Without rules not even an object is made: on the way to a throw it doubles what the throw costs.
      this.settled(period, this.#hasRules() ? this.judge({ error }) : verdictOnError(error), error)
      throw error
    }
  }

  #hasRules(): boolean {
    const { isFailure, isIgnored } = this.#options
    return Boolean(isFailure ?? isIgnored)
  }

  /** Does what hands have asked for. */
  #obey(): void {
    const wanted = this.#handles > 0 ? ISOLATED : this.#forced
    if (wanted === this.state) return
    if (wanted) this.hold(wanted)
    else this.close()
  }
}

function settleBy(permit: Permit, verdict: Verdict, cause: unknown): void {
  if (verdict === 'succeeded') permit.succeed()
  else if (verdict === 'failed') permit.fail(cause)
  else permit.release()
}
