import type { Clock } from '../time/clock.js'
import { duration } from './checkNumber.js'
import { SlidingSums } from './slidingSums.js'
import type { Window, WindowCounts } from './window.js'

const CALLS = 0
const BAD = 1

/**
 * The calls of the last `size` milliseconds, by the monotonic clock and in constant memory: none that is older, and all
 * that are younger than nine tenths of it. Throws a `RangeError` where that is no duration.
 */
export function timeWindow(size: number): Window {
  duration('timeWindow', size, 1)
  return (clock) => new LatestCalls(clock, size)
}

class LatestCalls implements WindowCounts {
  readonly capacity = Infinity
  readonly #clock: Clock
  readonly #sums: SlidingSums

  constructor(clock: Clock, size: number) {
    this.#clock = clock
    this.#sums = new SlidingSums(size, 2)
  }

  get calls(): number {
    return this.#sums.total(CALLS)
  }

  get bad(): number {
    return this.#sums.total(BAD)
  }

  add(isBad: boolean): void {
    const now = this.#clock.now()
    this.#sums.add(now, CALLS)
    if (isBad) this.#sums.add(now, BAD)
  }

  expire(): void {
    this.#sums.expire(this.#clock.now())
  }

  save(now: number): number[] {
    return this.#sums.save(now)
  }

  load(numbers: readonly number[], savedAt: number): void {
    this.#sums.load(savedAt, numbers)
  }
}
