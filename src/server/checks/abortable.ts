/**
 * `work`, or the signal's reason once that aborts: no driver can be relied on to give up by itself, and some wait for
 * ever on a server that is stopped. What `work` comes to after that is dropped, and no listener is left on the signal.
 */
export function abortable<Result>(signal: AbortSignal, work: PromiseLike<Result>): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    const settle = () => signal.removeEventListener('abort', abort)
    // Handled even when the signal came first: a late rejection must not end the process.
    work.then(
      (result) => {
        settle()
        resolve(result)
      },
      (error: unknown) => {
        settle()
        reject(error)
      },
    )
  })
}
