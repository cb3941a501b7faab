/**
 * Tells the developer of an error in a callback of the app: it must not become the error of a call, and must not end a
 * process either, which is what throwing it later would do on Node.
 */
export function noteCallbackError(what: string, error: unknown): void {
  console.error(`react-api-status: ${what} threw; the breaker goes on without it.`, error)
}
