/** A call failed and was not tried again: of late, too large a share of calls have been. */
export class RetryBudgetError extends Error {
  override name = 'RetryBudgetError' as const
  /** What the last attempt failed with. */
  override readonly cause: unknown
  /** How many attempts there were. */
  readonly attempts: number

  constructor(cause: unknown, attempts: number) {
    super(
      `The call failed (error.cause) in attempt ${attempts} and was not tried again: the retry budget is spent. ` +
        'When most calls fail, retries only add to the load; see retryBudget() to allow more of them.',
    )
    this.cause = cause
    this.attempts = attempts
  }
}
