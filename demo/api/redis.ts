import { Redis } from 'ioredis'

/** In milliseconds. */
const CONNECT_TIMEOUT = 1000
const COMMAND_TIMEOUT = 500
const MOST_BETWEEN_TRIES = 1000

/** A client that fails at once where Redis is away, and looks for it again and again. */
export function connectToRedis(url: string): Redis {
  const client = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, MOST_BETWEEN_TRIES),
  })
  // Whoever calls is told; the health check tells everybody else.
  client.on('error', () => {})
  return client
}
