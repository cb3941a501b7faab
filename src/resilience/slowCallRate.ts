import type { Clock } from '../time/clock.js'
import { duration } from './checkNumber.js'
import type { Deadline } from './deadlines.js'
import { Deadlines } from './deadlines.js'
import type { RateOptions } from './rate.js'
import { checkRate, Rate } from './rate.js'
import type { CallCounts, TripCount, TripRule } from './tripRule.js'

/** Options of {@link slowCallRate}. */
export interface SlowCallRateOptions extends RateOptions {
  /** A call that takes longer is slow, in milliseconds, whether it succeeds or fails. */
  readonly slowerThan: number
}

/**
 * Opens when the share of slow calls reaches `rate`. A call is counted in the moment in which it becomes slow, so that
 * calls that hang open the breaker then, and not when they are given up. Throws a `RangeError` on bad options.
 *
 * @example
 * slowCallRate({ rate: 0.8, slowerThan: 2000, window: countWindow(20) })
 */
export function slowCallRate(options: SlowCallRateOptions): TripRule {
  checkRate('slowCallRate', options)
  duration('slowCallRate: slowerThan', options.slowerThan)
  return (clock) => new SlowShare(options, clock)
}

/** "Slower than": so much later, in milliseconds, no call that took exactly that long is still under way. */
const GRACE = 1

class SlowShare implements TripCount {
  readonly #clock: Clock
  readonly #rate: Rate
  readonly #deadlines: Deadlines

  constructor(options: SlowCallRateOptions, clock: Clock) {
    this.#clock = clock
    this.#rate = new Rate(options, clock)
    this.#deadlines = new Deadlines(clock, options.slowerThan + GRACE)
  }

  begin(trip: () => void): RunningCall {
    const call = new RunningCall(() => {
      if (this.#rate.add(true)) trip()
    })
    this.#deadlines.set(call, this.#clock.now())
    return call
  }

  succeeded(call: RunningCall): boolean {
    return this.#settled(call)
  }

  failed(call: RunningCall): boolean {
    return this.#settled(call)
  }

  ignored(call: RunningCall): void {
    if (!call.isSlow) this.#deadlines.clear(call)
  }

  end(): void {
    this.#deadlines.clearAll()
  }

  counts(): CallCounts {
    const { calls, bad } = this.#rate.latest
    return { calls, failures: 0, slow: bad }
  }

  save(now: number): number[] {
    return this.#rate.window.save(now)
  }

  load(numbers: readonly number[], savedAt: number): void {
    this.#rate.window.load(numbers, savedAt)
  }

  /** The timer of a busy process comes late: what a call took is asked of the clock. */
  #settled(call: RunningCall): boolean {
    if (call.isSlow) return false
    this.#deadlines.clear(call)
    return this.#rate.add(this.#clock.now() > call.dueAt - GRACE)
  }
}

/** A call under way, which is counted when it becomes slow, and else when it settles. */
class RunningCall implements Deadline {
  dueAt = 0
  earlier: Deadline | null = null
  later: Deadline | null = null
  isSlow = false
  readonly #onSlow: () => void

  constructor(onSlow: () => void) {
    this.#onSlow = onSlow
  }

  expire(): void {
    this.isSlow = true
    this.#onSlow()
  }
}
