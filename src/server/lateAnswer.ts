/**
 * Whether a callback that has to answer at once gave a promise. Nobody waits for it, so that its rejection is dropped:
 * unhandled, it would end the process (https://nodejs.org/api/process.html#event-unhandledrejection).
 */
export function isLateAnswer(answer: unknown): boolean {
  if (!(answer instanceof Promise)) return false
  answer.catch(() => {})
  return true
}
