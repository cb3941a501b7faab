import type { Random } from '../../src/time/random.js'
import { uniform } from '../../src/time/random.js'
import { INTERVAL } from './fleet.js'
import type { Policy } from './policies.js'

/** How the fleet learns of the outage: each client at its next poll, or all at once, by calls that fail. */
export type Start = 'spread' | 'synchronised'

/** Any answer takes so long, good or bad. In milliseconds, as all times here. */
export const ANSWER_TIME = 200
/** In a synchronised start everybody notices within this. */
const NOTICED_WITHIN = 500
/** What the poller waits, at most, before it follows up evidence that reaches all clients at once. */
const EVIDENCE_SPREAD = 5000

/** The probes of one client: yields when each is sent, and is told whether it was answered well. */
export function* probeTimes(
  policy: Policy,
  start: Start,
  retryAfter: number,
  random: Random,
): Generator<number, never, boolean> {
  let at = firstProbe(start, random)
  let attempt = 0
  let delay = 0
  while (true) {
    const isWell = yield at
    attempt = isWell ? 0 : attempt + 1
    const state = {
      attempt,
      previousMs: attempt > 1 ? delay : undefined,
      interval: INTERVAL,
      isVisible: true,
      minDelay: 0,
      isTurnedAway: false,
      retryAfter: isWell ? 0 : retryAfter,
    }
    delay = policy.delay(state, random)
    at += ANSWER_TIME + delay
  }
}

/** Evidence brings the next poll forward, and never puts it off. */
function firstProbe(start: Start, random: Random): number {
  const scheduled = uniform(random, 0, INTERVAL)
  if (start === 'spread') return scheduled
  return Math.min(scheduled, uniform(random, 0, NOTICED_WITHIN) + uniform(random, 0, EVIDENCE_SPREAD))
}
