import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import type { Backoff } from './backoff.js'
import type { TripRule } from './tripRule.js'

/** What a breaker does with calls. Each state owns only its own data; times are monotonic milliseconds. */
export type BreakerState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly until: number; readonly attempt: number; readonly waitMs: number }
  /** `probedAt`: when the one call that finds out was let through; `null` while none is under way. */
  | {
      readonly kind: 'half-open'
      readonly probedAt: number | null
      readonly attempt: number
      readonly waitMs: number
    }

/** Options of {@link createBreaker}. */
export interface BreakerOptions {
  readonly clock: Clock
  readonly random: Random
  /** When to open. */
  readonly tripAfter: TripRule
  /** How long to stay open; longer each time a half-open call fails. */
  readonly resetAfter: Backoff
  /** Hears of each change of state, once. */
  readonly onChange?: (state: BreakerState) => void
}

/** Leave to make one call. Settle it exactly once; anything after that is ignored. */
export interface Permit {
  succeed(): void
  fail(): void
  /** The outcome says nothing: the permit goes back, and nothing is counted. */
  release(): void
}

/** A circuit breaker: it stops calls to what keeps failing, and finds out with a single one when it works again. */
export interface Breaker {
  readonly state: BreakerState
  /** Leave for one call, or `null` while calls are refused. */
  acquire(): Permit | null
  /** Milliseconds until it is worth asking again; 0 when a call may be let through now. */
  retryAfterMs(): number
  /** Evidence from elsewhere that it is still down: an open breaker waits anew. */
  restartWait(): void
  /** Evidence from elsewhere that it is alive: an open breaker lets one call find out at once. */
  halfOpen(): void
  /** Takes over the state of another breaker before the same back end; nothing if it is in that state already. */
  adopt(state: BreakerState): void
}

/** A half-open call that takes longer has lost its permit: it may never come back, and others want to know. */
export const MAX_PROBE_WAIT = 30_000
/** How soon to ask again while a half-open call is under way, which is likely to know before long. In milliseconds. */
export const PROBE_HINT = 1000

/** A breaker. Monotonic time, no timer of its own: a wait that is over is seen when the next call asks. */
export function createBreaker({ clock, random, tripAfter, resetAfter, onChange }: BreakerOptions): Breaker {
  let state: BreakerState = { kind: 'closed' }
  let failures = tripAfter()
  // A result that began in an earlier state never changes the current one.
  let era = 0

  const enter = (next: BreakerState) => {
    era++
    state = next
    onChange?.(next)
  }
  const close = () => {
    failures = tripAfter()
    enter({ kind: 'closed' })
  }
  const open = (attempt: number, previousMs?: number) => {
    // Not a number would be open for ever.
    const waitMs = Math.max(0, resetAfter({ attempt, previousMs }, random)) || 0
    enter({ kind: 'open', until: clock.now() + waitMs, attempt, waitMs })
  }
  const halfOpen = () => {
    if (state.kind !== 'open') return
    enter({ kind: 'half-open', probedAt: null, attempt: state.attempt, waitMs: state.waitMs })
  }

  const permitFor = (settleIn: { succeed(): void; fail(): void; release(): void }): Permit => {
    const begunIn = era
    let settled = false
    const once = (settle: () => void) => () => {
      if (settled) return
      settled = true
      if (era === begunIn) settle()
    }
    return { succeed: once(settleIn.succeed), fail: once(settleIn.fail), release: once(settleIn.release) }
  }

  const admit = (): Permit =>
    permitFor({
      succeed: () => failures.succeeded(),
      fail: () => failures.failed() && open(1),
      release: () => {},
    })

  const admitProbe = (waiting: Extract<BreakerState, { kind: 'half-open' }>): Permit => {
    era++
    state = { ...waiting, probedAt: clock.now() }
    return permitFor({
      succeed: close,
      fail: () => open(waiting.attempt + 1, waiting.waitMs),
      release: () => {
        state = { ...waiting, probedAt: null }
      },
    })
  }

  return {
    get state() {
      return state
    },
    acquire() {
      if (state.kind === 'open' && clock.now() >= state.until) halfOpen()
      if (state.kind === 'closed') return admit()
      if (state.kind === 'open') return null
      const isTaken = state.probedAt !== null && clock.now() - state.probedAt < MAX_PROBE_WAIT
      return isTaken ? null : admitProbe(state)
    },
    retryAfterMs() {
      if (state.kind === 'closed') return 0
      if (state.kind === 'open') return Math.max(0, state.until - clock.now())
      return state.probedAt === null ? 0 : PROBE_HINT
    },
    restartWait() {
      if (state.kind === 'open') enter({ ...state, until: clock.now() + state.waitMs })
    },
    halfOpen,
    adopt(next) {
      // A wait may be another one; a call that finds out here must not lose its permit.
      if (next.kind === state.kind && next.kind !== 'open') return
      if (next.kind === 'closed') close()
      else enter(next)
    },
  }
}
