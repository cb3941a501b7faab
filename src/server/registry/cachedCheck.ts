import { uniform } from '../../time/random.js'
import type { Belief } from './belief.js'
import { believe } from './belief.js'
import type { Outcome } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'
import type { RunEnvironment } from './runCheck.js'
import { runCheck } from './runCheck.js'
import type { Tally } from './tally.js'
import { count, NO_RUNS } from './tally.js'
import { watchBreaker } from './watchedBreaker.js'

/** A check with what its runs have come to. At most one run of it is in flight, whoever asks and however long it takes. */
export interface CachedCheck {
  readonly check: ResolvedCheck
  /** What is believed of it, by its runs and its breaker; `undefined` while nothing is known. */
  readonly outcome: Outcome | undefined
  readonly tally: Tally
  /** When its newest run ended, on the monotonic clock: `checkedAt` may be of a clock that was set since. */
  readonly ranAt: number
  /** Until then, on the clock, {@link refresh} does nothing and waits for nothing, unless a run ends before. */
  readonly settledUntil: number
  /**
   * Makes sure of an outcome that may be served: `undefined` when there is one, else the run in flight. An outcome that
   * is not fresh any more is renewed for those who ask next. Never rejects.
   */
  refresh(): Promise<void> | undefined
  /** Runs the check unless its outcome stays fresh for another `aheadMs`; always for `Infinity`. Never rejects. */
  renew(aheadMs: number): Promise<void> | undefined
  /** Aborts the run in flight, whose outcome is dropped, starts no other, and hears of its breaker no more. */
  end(): void
}

/** Checks that ran together do not stay together: https://github.com/openfga/openfga/issues/3033 */
const TTL_JITTER = 0.1

/**
 * Remembers what a check's runs come to, good or bad, counted from the end of each.
 *
 * @param onOutcome Called after each run, and when its breaker says something else.
 */
export function cacheCheck(
  check: ResolvedCheck,
  environment: RunEnvironment,
  onOutcome: (outcome: Outcome | undefined, previous: Outcome | undefined) => void,
): CachedCheck {
  const { clock, random } = environment
  const { cacheTtl, staleFor, failuresBeforeUnhealthy, startPeriod } = check
  const startsUntil = clock.now() + startPeriod
  const ending = new AbortController()
  let belief: Belief | undefined
  let outcome: Outcome | undefined
  let tally: Tally = NO_RUNS
  let ranAt = Number.NEGATIVE_INFINITY
  let freshUntil = Number.NEGATIVE_INFINITY
  let servedUntil = Number.NEGATIVE_INFINITY
  let flight: Promise<void> | undefined

  const conclude = () => {
    const previous = outcome
    outcome = breaker ? breaker.overlay(belief?.outcome) : belief?.outcome
    onOutcome(outcome, previous)
  }
  const breaker =
    check.breaker &&
    watchBreaker({
      breaker: check.breaker,
      isUnhealthyWhenOpen: check.readOnlyWhenDown,
      wallNow: () => clock.wallNow(),
      onChange: conclude,
    })
  outcome = breaker?.overlay(undefined)

  const run = async () => {
    const found = await runCheck(check, ending.signal, environment)
    flight = undefined
    if (ending.signal.aborted) return
    const now = clock.now()
    ranAt = now
    freshUntil = now + cacheTtl * uniform(random, 1 - TTL_JITTER, 1 + TTL_JITTER)
    // Whoever asks for no cache wants to wait.
    servedUntil = freshUntil + (cacheTtl === 0 ? 0 : staleFor)
    tally = count(tally, found.status)
    belief = believe(belief, found, { failuresBeforeUnhealthy, isInStartPeriod: now < startsUntil })
    // First, so that what the breaker makes of it is told with it.
    breaker?.learn(found)
    conclude()
  }

  return {
    check,
    get outcome() {
      return outcome
    },
    get tally() {
      return tally
    },
    get ranAt() {
      return ranAt
    },
    get settledUntil() {
      return flight ? servedUntil : freshUntil
    },
    refresh() {
      const now = clock.now()
      if (now < freshUntil) return undefined
      flight ??= run()
      return now < servedUntil ? undefined : flight
    },
    renew(aheadMs) {
      if (clock.now() + aheadMs >= freshUntil) flight ??= run()
      return flight
    },
    end() {
      ending.abort()
      breaker?.end()
    },
  }
}
