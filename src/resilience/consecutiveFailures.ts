import type { CallCounts, TripCount, TripRule } from './tripRule.js'
import { wholeNumber } from './checkNumber.js'

/** Opens at `count` failures in a row. Throws a `RangeError` where that is no whole number from 1. */
export function consecutiveFailures(count: number): TripRule {
  wholeNumber('consecutiveFailures', count)
  return () => new FailuresInARow(count)
}

class FailuresInARow implements TripCount {
  readonly #most: number
  #inARow = 0

  constructor(most: number) {
    this.#most = most
  }

  succeeded(): boolean {
    this.#inARow = 0
    return false
  }

  failed(): boolean {
    return ++this.#inARow >= this.#most
  }

  counts(): CallCounts {
    return { calls: this.#inARow, failures: this.#inARow, slow: 0 }
  }

  save(): number[] {
    return [this.#inARow]
  }

  load([inARow = 0]: readonly number[]): void {
    if (inARow > 0 && inARow < this.#most) this.#inARow = Math.floor(inARow)
  }
}
