import type { Clock } from '../time/clock.js'
import { MAX_DELAY_MS, systemClock } from '../time/clock.js'
import type { Breaker, BreakerOptions } from './breaker.js'
import type { BreakerRecord } from './breakerRecord.js'
import { createBreaker } from './createBreaker.js'

/**
 * A breaker as it was when `saved` was made from it by `JSON.stringify` and parsed again, to the millisecond. What
 * can't have come from there makes one that is closed and has counted nothing. Throws a `RangeError` on bad options.
 *
 * @example
 * const breaker = restoreBreaker(JSON.parse(kept), { name: 'orders', resetAfter: 5000 })
 */
export function restoreBreaker(saved: unknown, options: BreakerOptions = {}): Breaker {
  const breaker = createBreaker(options)
  restoreInto(breaker, saved, options.clock)
  return breaker
}

/** The same for a breaker that is there already, and has done nothing yet. */
export function restoreInto(breaker: Breaker, saved: unknown, clock: Clock = systemClock): void {
  const { version, savedAt = NaN, state, counts } = (saved ?? {}) as Partial<BreakerRecord>
  if (version !== 1 || !state || !areFinite(Object.values({ ...state, kind: 0, savedAt }))) return
  // A wall clock that has been set back must not make anything last longer than it would have.
  const elapsedMs = Math.max(0, clock.wallNow() - savedAt)
  const now = clock.now()
  switch (state.kind) {
    case 'open':
      if (isBreak(state) && areFinite([state.until]))
        breaker.adopt({ ...state, until: now + Math.min(state.until - savedAt, state.waitMs) - elapsedMs })
      break
    case 'half-open':
      if (isBreak(state)) breaker.adopt(state)
      break
    case 'closed':
      if (Array.isArray(counts) && areFinite(counts))
        breaker.adopt(state, { numbers: counts, savedAt: now - elapsedMs })
      break
    case 'forced-open':
      breaker.forceOpen()
      break
    case 'forced-closed':
      breaker.forceClose()
  }
}

/** What can't be would reach the app's backoff, and make a wait that never ends. */
function isBreak({ attempt, waitMs }: { readonly attempt: number; readonly waitMs: number }): boolean {
  return Number.isInteger(attempt) && attempt > 0 && waitMs >= 0 && waitMs <= MAX_DELAY_MS
}

function areFinite(values: readonly unknown[]): boolean {
  return values.every(Number.isFinite)
}
