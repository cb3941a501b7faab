/** A call was refused without being sent: the back end has been turning calls down, and fewer reach it for a while. */
export class ThrottledError extends Error {
  override name = 'ThrottledError' as const
  /** Who would have been called: in a browser by default the origin. */
  readonly key: string
  /** The chance that a call was refused with, from 0 to 1. */
  readonly rejectionProbability: number

  constructor(key: string, rejectionProbability: number) {
    super(
      `The call to ${key} was not sent: most calls to it failed in the last minutes, so ` +
        `${Math.round(rejectionProbability * 100)} % are held back to let it recover. ` +
        `Try again later; the share falls as calls succeed.`,
    )
    this.key = key
    this.rejectionProbability = rejectionProbability
  }
}

/** Whether `error` is a {@link ThrottledError}, also one of another copy of this package. */
export function isThrottledError(error: unknown): error is ThrottledError {
  return error instanceof Error && error.name === 'ThrottledError'
}
