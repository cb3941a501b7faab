import type { Clock } from './clock.js'

/** A deadline passed before the work was done. */
export class DeadlineError extends Error {
  override name = 'DeadlineError' as const
  readonly timeoutMs: number

  constructor(timeoutMs: number) {
    super(`No result within ${timeoutMs} ms.`)
    this.timeoutMs = timeoutMs
  }
}

/** Options of {@link withDeadline}. */
export interface DeadlineOptions {
  readonly clock: Clock
  /** How long the work may take, in milliseconds. */
  readonly timeoutMs: number
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
  { clock, timeoutMs, signal }: DeadlineOptions,
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
    const timer = clock.setTimeout(() => giveUp(new DeadlineError(timeoutMs)), timeoutMs)
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
