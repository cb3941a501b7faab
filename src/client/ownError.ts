/**
 * Holds an error that says nothing of the back end, since nothing had been sent to it: one of the app's own `headers`,
 * which may look like one of the back end's. Callers get the error itself.
 */
export class OwnError extends Error {
  override name = 'OwnError' as const
}
