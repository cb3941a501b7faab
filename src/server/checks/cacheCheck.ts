import { randomUuid } from '../../time/uuid.js'
import { expect } from '../expect.js'
import type { Check, CheckOptions, CheckResult } from '../registry/check.js'
import { abortable } from './abortable.js'
import { oneAtATime } from './oneAtATime.js'
import { redisFailure } from './redisFailure.js'

/** Whatever keeps values by their keys, at once or by promise: a Map, `lru-cache`, `keyv`, a client of `ioredis` or `redis`. */
export interface CacheClient {
  get(key: string): unknown
  set(key: string, value: string): unknown
  delete?(key: string): unknown
  /** What clients of Redis have in place of `delete`. */
  del?(key: string): unknown
}

/** Options of {@link cacheCheck}. */
export interface CacheCheckOptions extends CheckOptions {
  /** @default 'cache' */
  readonly name?: string
  /** What kind it is, for the details. @default 'redis' for what has a `ping`, otherwise 'memory' */
  readonly type?: string
}

/**
 * Checks a cache by use: a key of its own is written, read back and deleted. What comes back wrong or not at all is
 * unhealthy with the code `READ_BACK_FAILED`; a Redis that takes no writes is degraded with the code `READONLY`. Each
 * check has its own key (`health-check:` and a UUID), so that instances that share a cache don't meet; without `delete`
 * or `del` it stays there.
 *
 * Throws a TypeError when it is given no cache.
 */
export function cacheCheck(cache: CacheClient, options: CacheCheckOptions = {}): Check {
  const { name = 'cache', type = isRedis(cache) ? 'redis' : 'memory', ...check } = options
  const isCache = typeof cache?.get === 'function' && typeof cache.set === 'function'
  expect(isCache, 'cacheCheck cache', 'an object with the methods get and set', cache)
  expect(typeof type === 'string', 'cacheCheck type', 'a string', type)

  const details = { cacheType: type }
  const key = `health-check:${randomUuid()}`
  let runs = 0
  const roundTrip = oneAtATime(async (): Promise<CheckResult> => {
    // Another one each time: the value of the last run must not pass for this one's.
    const value = String(++runs)
    await cache.set(key, value)
    const kept = await cache.get(key)
    await (cache.delete ? cache.delete(key) : cache.del?.(key))
    if (kept === value) return { status: 'healthy', details }
    const message = 'What was written did not come back. It may be full, or evict what is new.'
    return { status: 'unhealthy', error: { code: 'READ_BACK_FAILED', message }, details }
  })

  return {
    name,
    ...check,
    async run(signal) {
      try {
        return await abortable(signal, roundTrip())
      } catch (error) {
        const failure = redisFailure(cache, error)
        if (!failure) throw error
        return { status: failure.code === 'READONLY' ? 'degraded' : 'unhealthy', error: failure, details }
      }
    },
  }
}

function isRedis(cache: object): boolean {
  return typeof (cache as { readonly ping?: unknown } | undefined)?.ping === 'function'
}
