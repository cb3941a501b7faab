import { TimeoutError } from '../../resilience/timeoutError.js'
import type { Clock } from '../../time/clock.js'
import { DeadlineError, withDeadline } from '../../time/deadline.js'

/**
 * What `ask` gives, or a {@link TimeoutError} after `timeoutMs`: no driver can be relied on to give up, and a server that
 * is frozen says nothing. The signal aborts then; whatever `ask` still gives is dropped.
 */
export async function answerInTime<Answer>(
  clock: Clock,
  timeoutMs: number,
  ask: (signal: AbortSignal) => PromiseLike<Answer> | Answer,
): Promise<Answer> {
  try {
    return await withDeadline({ clock, timeoutMs }, ask)
  } catch (error) {
    throw error instanceof DeadlineError ? new TimeoutError(timeoutMs) : error
  }
}
