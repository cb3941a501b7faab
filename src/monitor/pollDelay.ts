import type { Random } from '../time/random.js'
import { attempt } from './attempt.js'
import type { DelayState } from './nextDelay.js'
import { nextDelay } from './nextDelay.js'
import type { ResolvedOptions } from './options.js'
import type { ProbeOutcome } from './outcome.js'
import type { Schedule } from './progressive.js'
import { progressive } from './progressive.js'

/** How long to wait for the next probe, in milliseconds. Remembers of the last one what the schedule asks for. */
export interface PollDelay {
  /** What the last probe found. */
  saw(outcome: ProbeOutcome): void
  next(state: Pick<DelayState, 'attempt' | 'interval' | 'isVisible' | 'minDelay'>): number
}

/** The app's schedule, and the default one where that throws. */
export function createPollDelay({ schedule, logger }: ResolvedOptions, random: Random): PollDelay {
  let last: ProbeOutcome | null = null
  let previousDelay: number | undefined
  return {
    saw(outcome) {
      last = outcome
    },
    next(given) {
      const state: DelayState = {
        ...given,
        previousMs: given.attempt > 1 ? previousDelay : undefined,
        isTurnedAway: isTurnedAway(last),
        retryAfter: last?.retryAfter ?? 0,
      }
      const delayBy = (rule: Schedule) => nextDelay(rule, state, random)
      previousDelay = attempt(
        logger,
        'option `schedule`',
        () => delayBy(schedule),
        () => delayBy(progressive()),
      )
      return previousDelay
    },
  }
}

function isTurnedAway(outcome: ProbeOutcome | null): boolean {
  if (outcome?.kind !== 'failure') return false
  const { cause, retryAfter } = outcome
  return cause === 'needs-auth' || cause === 'misconfigured' || (cause === 'rate-limited' && retryAfter === 0)
}
