import { MAX_DELAY_MS } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import type { Schedule, ScheduleState } from './progressive.js'
import { draw } from './progressive.js'

/** What decides when the next probe is due. */
export interface DelayState extends ScheduleState {
  /**
   * The back end answers and turns us away: it wants a login, knows no such path, or limits our rate without saying
   * for how long.
   */
  readonly isTurnedAway: boolean
  /** The `Retry-After` of the last answer, in milliseconds; 0 when it had none. */
  readonly retryAfter: number
}

/** Shortest wait once the back end has turned us away, in milliseconds. */
const TURNED_AWAY_DELAY = 60_000
/** Whatever the schedule says: below it a mistake in it is a request loop. In milliseconds. */
const LEAST_DELAY = 1000
/** Bounds of the spread added to a `Retry-After`, in milliseconds. */
const SPREAD = { least: 5000, most: 60_000 } as const

/**
 * How long to wait for the next probe, in milliseconds: the interval ± 10 % while all is well, the schedule while it
 * is not, and never less than the back end asked for. A pure function: a simulator of a fleet runs this very one.
 */
export function nextDelay(schedule: Schedule, state: DelayState, random: Random): number {
  return Math.max(ownDelay(schedule, state, random), retryAfterDelay(state, random))
}

function ownDelay(schedule: Schedule, state: DelayState, random: Random): number {
  const { attempt, interval, isTurnedAway, minDelay } = state
  if (isTurnedAway) {
    const delay = Math.max(TURNED_AWAY_DELAY, interval)
    return draw(random, minDelay, delay * 0.85, delay * 1.15)
  }
  if (attempt === 0) return draw(random, minDelay, interval * 0.9, interval * 1.1)
  const least = Math.max(minDelay, LEAST_DELAY)
  const delay = schedule(state, random)
  // Not a number, which a schedule of the app may give, is not enough either.
  return delay >= least ? Math.min(delay, MAX_DELAY_MS) : draw(random, least, 0, 0)
}

/**
 * `Retry-After` is a floor: everyone who was told the same second comes after it, spread. The first two waits of an
 * outage spread over as long again; from then on the fleet is apart, and a little is enough to keep it so.
 */
function retryAfterDelay({ attempt, retryAfter }: DelayState, random: Random): number {
  if (retryAfter === 0) return 0
  const spread = attempt <= 2 ? Math.max(retryAfter, SPREAD.least) : retryAfter * 0.15
  return retryAfter + uniform(random, 0, Math.min(spread, SPREAD.most))
}
