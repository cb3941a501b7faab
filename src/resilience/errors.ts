/** A call was refused without being sent: the circuit breaker before it is open. */
export class BreakerOpenError extends Error {
  override name = 'BreakerOpenError' as const
  /** The breaker's name: in a browser by default the origin that it stands before. */
  readonly key: string
  /** When the next call is let through, in epoch milliseconds; `Infinity` while the breaker is held open by hand. */
  readonly until: number
  /** The same as a wait from when a call was last refused, in milliseconds. */
  retryAfterMs: number

  constructor(key: string, until: number, retryAfterMs: number) {
    super(
      `The call to ${key} was not sent: its circuit breaker ` +
        (Number.isFinite(until)
          ? `is open after repeated failures. Try again after ${new Date(until).toISOString()} ` +
            `(error.retryAfterMs), or when the status recovers.`
          : 'is held open by hand. Try again when it has been closed.'),
    )
    this.key = key
    this.until = until
    this.retryAfterMs = retryAfterMs
  }
}

/** Whether `error` is a {@link BreakerOpenError}, also one of another copy of this package. */
export function isBreakerOpenError(error: unknown): error is BreakerOpenError {
  return error instanceof Error && error.name === 'BreakerOpenError'
}
