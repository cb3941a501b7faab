/** A call failed, and so did the fallbacks for it. */
export class FallbackError extends Error {
  override name = 'FallbackError' as const
  /** What the call failed with, before any fallback was asked. */
  override readonly cause: unknown
  /** What the fallbacks failed with, in the order in which they were asked. */
  readonly errors: readonly unknown[]

  constructor(cause: unknown, errors: readonly unknown[]) {
    super(
      'The call failed, and its fallback threw: mend that by error.errors; error.cause is why the call failed.',
    )
    this.cause = cause
    this.errors = errors
  }
}
