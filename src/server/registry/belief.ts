import type { Outcome } from './outcome.js'
import { NO_TURN } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'

/** What the runs of a check have come to so far. */
export interface Belief {
  /** What is said of the component, with the times of its newest run. */
  readonly outcome: Outcome
  /** How many runs in a row were unhealthy, of those that count. */
  readonly failures: number
  /** It was healthy at least once. */
  readonly isProven: boolean
}

/** What {@link believe} goes by. */
export interface BeliefRules extends Pick<ResolvedCheck, 'failuresBeforeUnhealthy'> {
  readonly isInStartPeriod: boolean
}

/**
 * What is believed after one more run; `belief` is `undefined` before the first. Anything but `unhealthy` is believed
 * at once, that when `failuresBeforeUnhealthy` runs in a row say so: until then the component stays what it was. A run
 * that never had its turn found nothing out: what had failed is no better for it.
 *
 * Unhealthy runs in the start period do not count, and the first healthy run ends it, as in Docker
 * (https://docs.docker.com/reference/dockerfile/#healthcheck).
 */
export function believe(belief: Belief | undefined, run: Outcome, rules: BeliefRules): Belief {
  const isProven = belief?.isProven ?? false
  if (belief?.outcome.status === 'unhealthy' && run.error === NO_TURN.error) return belief
  if (run.status !== 'unhealthy') {
    return { outcome: run, failures: 0, isProven: isProven || run.status === 'healthy' }
  }
  if (rules.isInStartPeriod && !isProven) return { outcome: unknown(run), failures: 0, isProven }
  const failures = (belief?.failures ?? 0) + 1
  if (failures >= rules.failuresBeforeUnhealthy) return { outcome: run, failures, isProven }
  return { outcome: belief ? { ...belief.outcome, ...timesOf(run) } : unknown(run), failures, isProven }
}

/** Nothing can be said yet. The reason stays, for whoever waits. */
function unknown(run: Outcome): Outcome {
  return { ...run, status: 'unknown' }
}

function timesOf({ responseTimeMs, checkedAt }: Outcome): Pick<Outcome, 'responseTimeMs' | 'checkedAt'> {
  return { responseTimeMs, checkedAt }
}
