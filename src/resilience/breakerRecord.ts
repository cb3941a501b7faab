import type { LastingState } from './breakerState.js'

/** A breaker as JSON. Times are epoch milliseconds, so that it can be kept over reloads and restarts. */
export interface BreakerRecord {
  readonly version: 1
  readonly savedAt: number
  /** `until` of an open one is in epoch milliseconds. */
  readonly state: LastingState
  /** What a closed one has counted. */
  readonly counts?: readonly number[]
}
