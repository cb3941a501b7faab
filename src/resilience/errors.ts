/** A call was refused without being sent: the circuit breaker before it is open. */
export class BreakerOpenError extends Error {
  override name = 'BreakerOpenError' as const
  /** The breaker's key: by default the origin that it stands before. */
  readonly key: string
  /** When the next call is let through, in epoch milliseconds. */
  readonly until: number
  /** The same as a wait from when the call was refused, in milliseconds. */
  readonly retryAfterMs: number

  constructor(key: string, until: number, retryAfterMs: number) {
    super(
      `The call to ${key} was not sent: its circuit breaker is open after repeated failures. ` +
        `Try again in ${Math.ceil(retryAfterMs / 1000)} s (error.retryAfterMs), or when the status recovers.`,
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
