import type { Clock, Timer } from './clock.js'

/** A deadline passed before the work was done. */
export class DeadlineError extends Error {
  override name = 'DeadlineError' as const
}

/** Options of {@link withDeadline}. */
export interface DeadlineOptions {
  readonly clock: Clock
  /** How long the work may take, in milliseconds. */
  readonly timeoutMs: number
  /** A deadline that comes so much too late was slept through, and begins again. In milliseconds. Default: none is. */
  readonly sleptMs?: number
  /** The caller's own way to end the work. Its reason becomes the rejection. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs `work` against a deadline. The signal that it is given aborts at the deadline, or with the caller's signal;
 * work that ignores it is left behind: its late result or error is dropped.
 *
 * Rejects with {@link DeadlineError} at the deadline, or with the caller's reason. No timer and no listener is left,
 * and neither `AbortSignal.any` nor `AbortSignal.timeout` is needed (Safari before 17.4 has no `any`).
 */
export function withDeadline<Result>(
  { clock, timeoutMs, sleptMs = Infinity, signal }: DeadlineOptions,
  work: (signal: AbortSignal) => PromiseLike<Result> | Result,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const controller = new AbortController()

    const settle = () => {
      clock.clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    const giveUp = (reason: unknown) => {
      settle()
      controller.abort(reason)
      reject(reason)
    }
    const abort = () => giveUp(signal?.reason)
    let timer: Timer
    const arm = () => {
      const dueAt = clock.now() + timeoutMs
      timer = clock.setTimeout(() => {
        if (clock.now() - dueAt > sleptMs) arm()
        else giveUp(new DeadlineError(`No result within ${timeoutMs} ms.`))
      }, timeoutMs)
    }
    arm()
    signal?.addEventListener('abort', abort)

    // The extra turn keeps a synchronous throw inside the promise.
    Promise.resolve(controller.signal)
      .then(work)
      .then(
        (result) => {
          settle()
          resolve(result)
        },
        (error) => {
          settle()
          reject(error)
        },
      )
  })
}
