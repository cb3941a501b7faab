import type { Breaker } from '../../resilience/breaker.js'
import type { BreakerState } from '../../resilience/breakerState.js'
import { expect } from '../expect.js'
import type { Outcome } from './outcome.js'

/** What a check wants of the circuit breaker before the same thing: each one of `createBreaker` has it. */
export type CheckBreaker = Pick<
  Breaker,
  'name' | 'state' | 'subscribe' | 'retryAfterMs' | 'restartWait' | 'halfOpen'
>

/** A breaker beside a check: each tells the other what it has found out. */
export interface WatchedBreaker {
  /** What is to be said of the component, where the check alone says `outcome`. */
  overlay(outcome: Outcome | undefined): Outcome | undefined
  /** A run of the check has ended: evidence for an open breaker. */
  learn(run: Outcome): void
  /** Neither hears of the other any more. */
  end(): void
}

/** What {@link watchBreaker} needs. */
export interface WatchedBreakerOptions {
  readonly breaker: CheckBreaker
  /** A breaker that refuses calls makes the component unhealthy rather than degraded. */
  readonly isUnhealthyWhenOpen: boolean
  /** Epoch milliseconds. */
  readonly wallNow: () => number
  /** Called when the breaker says something else. */
  readonly onChange: () => void
}

type Standing = 'lets-through' | 'half-open' | 'refuses'

/** Of a run that was refused by the breaker itself: it says nothing that the breaker did not know. */
const REFUSED = 'BREAKER_OPEN_ERROR'

/** Looks at the breaker when it tells of a change and not before: all who ask in between hear the same. */
export function watchBreaker({
  breaker,
  isUnhealthyWhenOpen,
  wallNow,
  onChange,
}: WatchedBreakerOptions): WatchedBreaker {
  let standing = standingOf(breaker.state)
  let since = wallNow()
  /** The check has found it down since the breaker has opened, and so is able to see when that ends. */
  let hasSeenOutage = false

  const unsubscribe = breaker.subscribe((state, previous) => {
    if (state.kind === 'open' && previous.kind !== 'open') hasSeenOutage = false
    const next = standingOf(breaker.state)
    if (next === standing) return
    standing = next
    since = wallNow()
    onChange()
  })

  return {
    overlay(outcome) {
      if (standing === 'lets-through' || outcome?.status === 'unhealthy') return outcome
      const isRefusing = standing === 'refuses'
      const status = isRefusing && isUnhealthyWhenOpen ? 'unhealthy' : 'degraded'
      const code = isRefusing ? 'BREAKER_OPEN' : 'BREAKER_HALF_OPEN'
      const message = isRefusing
        ? `Calls to ${breaker.name} are refused: its circuit breaker is open. See what fails behind it.`
        : `A few calls find out whether ${breaker.name} works again: its circuit breaker is half-open.`
      return { checkedAt: since, ...outcome, status, error: { code, message } }
    },
    learn({ status, error }) {
      if (breaker.state.kind !== 'open' || error?.code === REFUSED) return
      if (status === 'unhealthy') {
        hasSeenOutage = true
        breaker.restartWait()
        return
      }
      // A check that looks less deep than the calls is healthy all along: it must not make the breaker flap. Once the
      // wait is over a call may find out, and while writes are refused no call comes to do so.
      const hasSeenItEnd = hasSeenOutage && status === 'healthy'
      if (hasSeenItEnd || breaker.retryAfterMs() === 0) breaker.halfOpen()
    },
    end: unsubscribe,
  }
}

/** Throws a TypeError when `value` is no breaker. */
export function expectBreaker(option: string, value: unknown): void {
  const { state, subscribe } = (value ?? {}) as Partial<Record<keyof CheckBreaker, unknown>>
  const isBreaker = typeof state === 'object' && state !== null && typeof subscribe === 'function'
  expect(isBreaker, option, 'a breaker of createBreaker', value)
}

function standingOf({ kind }: BreakerState): Standing {
  if (kind === 'closed' || kind === 'forced-closed') return 'lets-through'
  return kind === 'half-open' ? 'half-open' : 'refuses'
}
