import { wholeNumber } from './checkNumber.js'
import type { Window, WindowCounts } from './window.js'

/** The last `size` calls, however long ago. Throws a `RangeError` where that is no whole number from 1. */
export function countWindow(size: number): Window {
  wholeNumber('countWindow', size)
  return () => new LastCalls(size)
}

/** One bit per call, in a ring. */
class LastCalls implements WindowCounts {
  readonly capacity: number
  calls = 0
  bad = 0
  readonly #words: number[]
  #next = 0

  constructor(size: number) {
    this.capacity = size
    this.#words = Array.from({ length: Math.ceil(size / 32) }, () => 0)
  }

  add(isBad: boolean): void {
    const words = this.#words
    const at = this.#next
    const index = at >> 5
    const bit = 1 << (at & 31)
    const word = words[index]!
    const wasBad = (word & bit) !== 0
    if (isBad !== wasBad) {
      words[index] = word ^ bit
      this.bad += isBad ? 1 : -1
    }
    if (this.calls < this.capacity) this.calls++
    this.#next = at + 1 === this.capacity ? 0 : at + 1
  }

  /** Oldest first, 1 for each that is bad. */
  save(): number[] {
    const first = this.#next - this.calls + this.capacity
    return Array.from({ length: this.calls }, (_, age) => {
      const at = (first + age) % this.capacity
      return (this.#words[at >> 5]! >> (at & 31)) & 1
    })
  }

  load(numbers: readonly number[]): void {
    if (!numbers.every((isBad) => isBad === 0 || isBad === 1)) return
    for (const isBad of numbers) this.add(isBad === 1)
  }
}
