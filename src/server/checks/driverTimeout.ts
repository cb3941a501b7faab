import type { ComponentError } from '../../health/report.js'

/**
 * A driver whose own time was up says so in words alone: `Query read timeout` and `timeout exceeded when trying to
 * connect` (`pg`), `Command timed out` (`ioredis`), `Socket timeout` (`redis`). It has the code of every other timeout.
 */
export function driverTimeout(thrown: unknown): ComponentError | undefined {
  if (!(thrown instanceof Error) || 'code' in thrown) return undefined
  const { message } = thrown
  return /\btime(?:d |-)?out\b/i.test(message) ? { code: 'TIMEOUT', message } : undefined
}
