import type { ComponentError } from '../../health/report.js'
import type { HealthStatus } from '../../health/status.js'
import type { Clock } from '../../time/clock.js'
import type { HealthLogger } from '../logger.js'
import type { Outcome } from './outcome.js'
import { reportedStatus } from './reportedStatus.js'
import type { ResolvedCheck } from './resolvedCheck.js'

/** A component, or the whole, is not what it was. */
export interface Transition {
  /** The component's name; `null` for the whole. */
  readonly component: string | null
  /** What it was, as reported; `unknown` before its first run. The same as `to` when the error's code alone changed. */
  readonly from: HealthStatus
  readonly to: HealthStatus
  /** Epoch milliseconds. */
  readonly at: number
  /** Why a component is not healthy. Its message is not for everybody's eyes. */
  readonly error?: ComponentError | undefined
}

/** Tells of changes, once each. */
export interface Transitions {
  /** Calls `listener` at each transition, after the report has changed; returns what ends that. */
  onTransition(listener: (transition: Transition) => unknown): () => void
  /** Tells of a component, if there is anything to tell; returns whether the report, or readiness, is another now. */
  tell(check: ResolvedCheck, outcome: Outcome | undefined, previous: Outcome | undefined): boolean
  /** Tells of the whole, if its status is not what it was. While nobody listens, nobody looks. */
  tellOverall(): void
}

/** @param readOverall What the whole is now. */
export function createTransitions(
  clock: Clock,
  logger: HealthLogger,
  readOverall: () => HealthStatus,
): Transitions {
  const listeners = new Set<{ readonly listener: (transition: Transition) => unknown }>()
  /** Kept up to date from the first listener to the last. */
  let overall: HealthStatus = 'unknown'

  // Async for the sake of those that are: what they throw later is told too, and does not end the process.
  const inform = async (listener: (transition: Transition) => unknown, transition: Transition) => {
    try {
      await listener(transition)
    } catch (error) {
      logger.warn('A listener of `onTransition` threw. The others were told all the same.', error)
    }
  }
  const emit = (transition: Transition) => {
    for (const { listener } of [...listeners]) void inform(listener, transition)
  }

  return {
    onTransition(listener) {
      const subscription = { listener }
      if (listeners.size === 0) overall = readOverall()
      listeners.add(subscription)
      return () => void listeners.delete(subscription)
    },
    tell(check, outcome, previous) {
      const error = outcome?.error
      const from = reportedStatus(check, previous)
      const to = reportedStatus(check, outcome)
      // With `readOnlyWhenDown` both may be reported as degraded, and one of them is read-only and not ready.
      if (from === to && error?.code === previous?.error?.code) return outcome?.status !== previous?.status
      const transition = { component: check.name, from, to, at: clock.wallNow(), ...(error && { error }) }
      // Nobody needs to hear that all is well from the beginning.
      if (previous || to !== 'healthy') log(transition, logger)
      emit(transition)
      return true
    },
    tellOverall() {
      if (listeners.size === 0) return
      const from = overall
      overall = readOverall()
      if (from !== overall) emit({ component: null, from, to: overall, at: clock.wallNow() })
    },
  }
}

/** The messages that anonymous callers don't see are needed by whoever repairs: here they are, once per change. */
function log({ component, from, to, error }: Transition, logger: HealthLogger): void {
  const fields = { component, from, to, ...(error && { code: error.code }) }
  const name = JSON.stringify(component)
  if (to === 'healthy') return logger.info(`Health check ${name} is healthy again.`, fields)
  // A message may come from another service, and have line breaks that would make it several lines of the log.
  const reason = [error?.code, error?.message]
    .filter(Boolean)
    .join(': ')
    .replace(/\p{Cc}+/gu, ' ')
  logger.warn(`Health check ${name} is ${to}${reason && ` (${reason})`}.`, fields)
}
