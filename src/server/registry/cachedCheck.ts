import type { Outcome } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'
import type { CheckContext } from './runCheck.js'
import { runCheck } from './runCheck.js'

/** A check with its newest outcome. */
export interface CachedCheck {
  readonly check: ResolvedCheck
  /** `undefined` before its first run has ended. */
  readonly outcome: Outcome | undefined
  /**
   * Makes sure of a fresh outcome: `undefined` when there is one already, otherwise the run in flight, which everybody
   * shares however long it takes. Never rejects.
   */
  refresh(): Promise<void> | undefined
}

/** Remembers a check's outcome, good or bad, for its `cacheTtl`, counted from the end of the run. */
export function cacheCheck(
  check: ResolvedCheck,
  context: CheckContext,
  onOutcome: (outcome: Outcome, previous: Outcome | undefined) => void,
): CachedCheck {
  let outcome: Outcome | undefined
  let freshUntil = Number.NEGATIVE_INFINITY
  let flight: Promise<void> | undefined

  const run = async () => {
    const previous = outcome
    outcome = await runCheck(check, context)
    freshUntil = context.clock.now() + check.cacheTtl
    flight = undefined
    onOutcome(outcome, previous)
  }

  return {
    check,
    get outcome() {
      return outcome
    },
    refresh() {
      if (flight) return flight
      if (context.clock.now() < freshUntil) return undefined
      flight = run()
      return flight
    },
  }
}
