// The same for ours and for the peers, wherever they have it. In milliseconds.

/** No call comes near it. */
export const TIMEOUT = 10_000
/** Of a window of time. */
export const WINDOW = 10_000
/** Of a window of calls, where no other is named. */
export const COUNT = 100
/** More than any row has: half of the calls fail in the rows that fail while closed. */
export const RATE = 0.95
/** So many failures open a breaker of the rows that show an open one. */
export const FAILURES = 3
/** Such a breaker stays open for longer than a run takes. */
export const BREAK = 600_000
/** More failures in a row than any row has. */
export const NEVER = 1_000_000
