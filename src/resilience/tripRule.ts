/** When a breaker opens, as a value: makes a fresh count each time the breaker closes. */
export type TripRule = () => TripCount

/** Counts outcomes of calls while the breaker is closed. */
export interface TripCount {
  succeeded(): void
  /** Counts a failure; `true` when it was one too many. */
  failed(): boolean
}

/** Opens at `count` failures in a row. */
export function consecutiveFailures(count: number): TripRule {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`consecutiveFailures: expected a whole number from 1, got ${count}.`)
  }
  return () => {
    let inARow = 0
    return {
      succeeded: () => {
        inARow = 0
      },
      failed: () => ++inARow >= count,
    }
  }
}
