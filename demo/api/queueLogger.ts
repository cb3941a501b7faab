import type { HealthLogger } from 'react-api-status/server'

/** What the queues say, a line each and without a stack: who reads it has broken the parts with their own hands. */
export const queueLogger: HealthLogger = {
  info() {},
  warn: (message) => console.warn(message),
}
