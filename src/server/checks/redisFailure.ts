import type { ComponentError } from '../../health/report.js'
import { driverTimeout } from './driverTimeout.js'

/** Error replies of Redis begin with their code: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REPLY = /^([A-Z]{2,20})(?: |$)/

/** How the clients say that they have a connection: `ioredis`, then `redis`. */
interface ConnectionState {
  readonly status?: unknown
  readonly isReady?: unknown
}

/**
 * The error that Redis replied with (`LOADING`, `READONLY`, `NOAUTH`), `TIMEOUT` where the client gave up waiting, or
 * `NOT_CONNECTED` where it had nobody to ask, for which each has words and no code. `undefined` for everything else.
 */
export function redisFailure(client: object, thrown: unknown): ComponentError | undefined {
  if (!(thrown instanceof Error)) return undefined
  const { message } = thrown
  const reply = REPLY.exec(message)?.[1]
  if (reply !== undefined) return { code: reply, message }
  const timeout = driverTimeout(thrown)
  if (timeout) return timeout
  const { status, isReady } = client as ConnectionState
  const isConnected = isReady ?? (status === undefined || status === 'ready')
  return isConnected === false && !('code' in thrown) ? { code: 'NOT_CONNECTED', message } : undefined
}
