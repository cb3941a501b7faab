import type { CallOutcome } from '../resilience/callOutcome.js'
import { isBackendError } from './backendError.js'

/** A gateway says that it reaches nobody, or a server that it can't serve. */
const UNAVAILABLE: readonly unknown[] = [502, 503, 504]

/**
 * Whether an outcome says that the back end is down: no answer, none in time, or an answer of somebody who says so. Every
 * other answer is a sign of life, errors among them.
 */
export function isDown(outcome: CallOutcome): boolean {
  if (!('error' in outcome)) return false
  const { error } = outcome
  if (!isBackendError(error)) return nameOf(error) === 'TimeoutError'
  return error.kind === 'network' || error.kind === 'timeout' || UNAVAILABLE.includes(error.status)
}

/** Whether an outcome says that the back end takes fewer calls than it is sent. */
export function isTurnedDown(outcome: CallOutcome): boolean {
  return (
    isDown(outcome) || ('error' in outcome && isBackendError(outcome.error) && outcome.error.status === 429)
  )
}

/** Whether an outcome says nothing of the back end: an error of the app's own code. */
export function isOwnError(outcome: CallOutcome): boolean {
  return 'error' in outcome && !isBackendError(outcome.error) && nameOf(outcome.error) !== 'TimeoutError'
}

function nameOf(error: unknown): unknown {
  return error instanceof Error ? error.name : undefined
}
