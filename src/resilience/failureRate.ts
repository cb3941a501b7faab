import type { RateOptions } from './rate.js'
import { checkRate, Rate } from './rate.js'
import type { CallCounts, TripCount, TripRule } from './tripRule.js'

/**
 * Opens when the share of failures among completed calls reaches `rate`. Throws a `RangeError` on bad options.
 *
 * @example
 * failureRate({ rate: 0.5, window: timeWindow(10_000), minimumCalls: 20 })
 */
export function failureRate(options: RateOptions): TripRule {
  checkRate('failureRate', options)
  return (clock) => new FailureShare(options, clock)
}

class FailureShare extends Rate implements TripCount {
  succeeded(): boolean {
    return this.add(false)
  }

  failed(): boolean {
    return this.add(true)
  }

  counts(): CallCounts {
    const { calls, bad } = this.latest
    return { calls, failures: bad, slow: 0 }
  }

  save(now: number): number[] {
    return this.window.save(now)
  }

  load(numbers: readonly number[], savedAt: number): void {
    this.window.load(numbers, savedAt)
  }
}
