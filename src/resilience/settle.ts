/**
 * Calls `action`; what it gives and what it throws reach the caller through these two, which note it on its way. One
 * promise is derived, and its rejection is the caller's to handle: beside it, an unhandled one would go unnoticed.
 */
export function settle<Result>(
  action: () => PromiseLike<Result> | Result,
  onResult: (result: Result) => Result,
  onError: (error: unknown) => never,
): Promise<Result> {
  let pending: PromiseLike<Result> | Result
  try {
    pending = action()
  } catch (error) {
    pending = Promise.reject(error)
  }
  return Promise.resolve(pending).then(onResult, onError)
}
