/** An attempt took longer than the policy's `timeout`. Its signal was aborted, and what it may still give is dropped. */
export class TimeoutError extends Error {
  override name = 'TimeoutError' as const
  readonly timeoutMs: number

  constructor(timeoutMs: number) {
    super(
      `The call took longer than its timeout of ${timeoutMs} ms and was given up. ` +
        'Whether the other side has done its part is not known.',
    )
    this.timeoutMs = timeoutMs
  }
}
