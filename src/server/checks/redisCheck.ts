import { expect } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import { abortable } from './abortable.js'
import { oneAtATime } from './oneAtATime.js'
import { redisFailure } from './redisFailure.js'

/** Whatever can send a PING: a client of `ioredis` or of `redis`. */
export interface RedisClient {
  ping(): PromiseLike<unknown>
}

/** Options of {@link redisCheck}. */
export interface RedisCheckOptions extends CheckOptions {
  /** @default 'redis' */
  readonly name?: string
}

/**
 * Checks a Redis by a PING on the service's own client. There is never more than one under way, however long the server
 * is stopped. What Redis replies in place of PONG is the error code: `LOADING`, `NOAUTH`, `MASTERDOWN`.
 *
 * A replica, a full Redis and a cluster that is down answer a PING too: `cacheCheck` takes the same client and really
 * writes.
 *
 * Throws a TypeError when it is given no client.
 */
export function redisCheck(client: RedisClient, { name = 'redis', ...check }: RedisCheckOptions = {}): Check {
  expect(typeof client?.ping === 'function', 'redisCheck client', 'an object with the method ping', client)
  const ping = oneAtATime(() => client.ping())

  return {
    name,
    ...check,
    async run(signal) {
      try {
        await abortable(signal, ping())
      } catch (error) {
        const failure = redisFailure(client, error)
        if (failure) return { status: 'unhealthy', error: failure }
        throw error
      }
    },
  }
}
