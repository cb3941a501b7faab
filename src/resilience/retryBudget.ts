import { duration, share, wholeNumber } from './checkNumber.js'

/** Options of {@link retryBudget}. */
export interface RetryBudgetOptions {
  /** Retries per call, above 0 and at most 1. @default 0.1 */
  readonly ratio?: number | undefined
  /** So many retries there may always be in a window, however few the calls; from 1. @default 3 */
  readonly minimum?: number | undefined
  /** For how long calls and retries count, in milliseconds. @default 10000 */
  readonly window?: number | undefined
}

/**
 * How many calls may be tried again, as a value that policies may share. Times are monotonic milliseconds, of one
 * clock.
 */
export interface RetryBudget {
  /** A call begins: its first try. */
  called(now: number): void
  /** Takes leave for one retry, when it is decided on and not after its wait; `false` where the budget is spent. */
  take(now: number): boolean
}

/** The window is forgotten in so many parts. */
const PARTS = 10

interface Part {
  readonly begunAt: number
  calls: number
  retries: number
}

/**
 * A share of the calls may be tried again: enough for the odd failure, and too little to multiply the load on what
 * fails as a whole. With each retry granted there are at most `max(minimum, ratio × calls)` of them in the window.
 *
 * The share is that of https://sre.google/sre-book/handling-overload/, the window that of
 * https://finagle.github.io/blog/2016/02/08/retry-budgets, the minimum that of
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/circuit_breaker.proto. Throws a `RangeError` on
 * bad options.
 */
export function retryBudget({
  ratio = 0.1,
  minimum = 3,
  window = 10_000,
}: RetryBudgetOptions = {}): RetryBudget {
  share('retryBudget ratio', ratio)
  wholeNumber('retryBudget minimum', minimum)
  duration('retryBudget window', window, 1)
  const parts: Part[] = []

  /** A part begins when it is first needed, and leaves when that is as long ago as the window. */
  const partAt = (now: number): Part => {
    while (parts[0] && now - parts[0].begunAt >= window) parts.shift()
    const newest = parts.at(-1)
    if (newest && (now - newest.begunAt) * PARTS < window) return newest
    const part = { begunAt: now, calls: 0, retries: 0 }
    parts.push(part)
    return part
  }
  return {
    called(now) {
      partAt(now).calls++
    },
    take(now) {
      const part = partAt(now)
      const retries = parts.reduce((sum, each) => sum + each.retries, 0)
      const calls = parts.reduce((sum, each) => sum + each.calls, 0)
      const hasRoom = retries + 1 <= Math.max(minimum, ratio * calls)
      if (hasRoom) part.retries++
      return hasRoom
    },
  }
}
