import type { Clock } from '../time/clock.js'

/** Which calls a rate is taken over, as a value: `countWindow` or `timeWindow`. Each call of it makes an empty one. */
export type Window = (clock: Clock) => WindowCounts

/** The calls of a window, and those among them that count against whoever was called. */
export interface WindowCounts {
  /** As many calls as it can hold. */
  readonly capacity: number
  readonly calls: number
  readonly bad: number
  add(isBad: boolean): void
  /** Lets go of calls that are too old by now. `add` does so too. */
  expire?(): void
  /** @see TripCount.save */
  save(now: number): number[]
  /** @see TripCount.load */
  load(numbers: readonly number[], savedAt: number): void
}
