import type { Clock } from '../time/clock.js'

/** When a breaker opens, as a value: makes a fresh count each time the breaker closes. */
export type TripRule = (clock: Clock) => TripCount

/** Counts outcomes of calls while the breaker is closed. Each method that returns `true` says: open now. */
export interface TripCount {
  /** A call went well. `call` is what `begin` gave for it. */
  succeeded(call?: unknown): boolean | void
  /** A call failed. */
  failed(call?: unknown): boolean | void
  /** The outcome of a call says nothing. Only asked where there is a `begin`. */
  ignored?(call: unknown): void
  /** A call begins. Only for rules that watch calls while they run; `trip` is how they say so then. */
  begin?(trip: () => void): unknown
  /** No longer needed: leaves no timer behind. */
  end?(): void
  /** What has been counted, for metrics. */
  counts?(): CallCounts
  /** What has been counted by `now`, as numbers for `load`. */
  save?(now: number): number[]
  /** Takes over what was saved; ignores what it could not have saved. */
  load?(numbers: readonly number[], savedAt: number): void
}

/** Calls that a rule has counted. */
export interface CallCounts {
  readonly calls: number
  readonly failures: number
  /** Calls that took too long, where the rule looks at that. */
  readonly slow: number
}

/** What a rule had counted. */
export interface SavedCounts {
  readonly numbers: readonly number[]
  /** When it was saved, by the monotonic clock of whoever takes it over. */
  readonly savedAt: number
}
