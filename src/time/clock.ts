/** A running timer. Opaque: only the clock that made it can clear it. */
export type Timer = { readonly __timer: never }

/**
 * The seam for time. This file is alone in naming `Date.now`, `performance.now` and `setTimeout`, so that a test
 * can hand in a clock of its own and no global is ever patched.
 */
export interface Clock {
  /** Monotonic milliseconds, for durations and deadlines. It never goes back; its zero means nothing. */
  now(): number
  /** Epoch milliseconds, for showing and storing. It may jump either way (NTP, the user). */
  wallNow(): number
  /** Runs `callback` once, `delayMs` from now. */
  setTimeout(callback: () => void, delayMs: number): Timer
  clearTimeout(timer: Timer): void
}

/** Longest delay that `setTimeout` can hold (32 bits); anything above fires at once instead. */
export const MAX_DELAY_MS = 2_147_483_647

/** The platform's own time. The globals are looked up at each call, so that fake timers installed later are seen. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  setTimeout: (callback, delayMs) =>
    setTimeout(callback, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS)) as unknown as Timer,
  clearTimeout: (timer) => clearTimeout(timer as unknown as ReturnType<typeof setTimeout>),
}

/** Lets the process end while `timer` waits: what it guards keeps the process alive, or nothing does. Node alone knows this. */
export function unref(timer: Timer): void {
  ;(timer as { unref?: () => void }).unref?.()
}
