import type { Breaker } from '../../resilience/breaker.js'
import { createBreaker } from '../../resilience/createBreaker.js'
import { policy } from '../../resilience/policy.js'
import type { CacheEntry, ResponseCache } from '../../resilience/responseCache.js'
import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import { expect, expectDuration } from '../expect.js'

/** What of a client of `ioredis`, or of `redis`, is used; of a cluster as well. */
export type RedisCacheClient = RedisReader &
  (
    | { psetex(key: string, milliseconds: number, value: string): PromiseLike<unknown> }
    | { pSetEx(key: string, milliseconds: number, value: string): PromiseLike<unknown> }
  )

/** Gives the value of a key. */
export interface RedisReader {
  get(key: string): PromiseLike<unknown>
}

/** Options of {@link redisCache}. All are optional; durations are milliseconds. */
export interface RedisCacheOptions {
  /** What its keys begin with. @default 'cache:' */
  readonly prefix?: string
  /** After so long Redis forgets an entry: no less than the `maxAge` of those who read it. @default 86400000, a day */
  readonly ttl?: number
  /** How long Redis may take, whatever the client's own options say. @default 250 */
  readonly timeout?: number
  /**
   * While it refuses, the cache is empty and keeps nothing, at no cost: a Redis that hangs would otherwise cost each
   * read the `timeout`, and fill the client's queue. Give one to a check as well, to show it. @default one of its own,
   * which opens after 3 failures and asks again each second
   */
  readonly breaker?: Breaker
  readonly clock?: Clock
}

/**
 * A cache on the app's own client of Redis, for `resilientRead`, `staleIfError` and `cacheFirst`: shared by all instances,
 * and there after a restart. Values are kept as JSON, so that a Date comes back as text; what is in Redis and is none of
 * these entries is nothing. It neither rejects nor waits longer than its `timeout`: a Redis that is down is an empty cache.
 *
 * Throws a TypeError when it is given no client, or an option is malformed.
 *
 * @example
 * const cache = redisCache(redis, { prefix: 'orders:' })
 */
export function redisCache(client: RedisCacheClient, options: RedisCacheOptions = {}): ResponseCache {
  const { prefix = 'cache:', ttl = 86_400_000, timeout = 250, clock = systemClock } = options
  const { breaker = createBreaker({ name: 'cache', resetAfter: 1000, clock }) } = options
  const write = writerOf(client)
  expect(typeof client?.get === 'function' && write !== undefined, 'redisCache client', CLIENT, client)
  expect(typeof prefix === 'string', 'redisCache prefix', 'a string', prefix)
  expectDuration('redisCache ttl', ttl)
  expectDuration('redisCache timeout', timeout)
  const ask = policy({ breaker, timeout, clock })

  return {
    async get(key) {
      try {
        return readEntry(await ask.execute(() => client.get(prefix + key)))
      } catch {
        return undefined
      }
    },
    async set(key, entry) {
      try {
        const kept = JSON.stringify(entry)
        await ask.execute(() => write!(prefix + key, Math.ceil(ttl), kept))
      } catch {
        // One entry less: the next read from the primary brings another.
      }
    },
  }
}

const CLIENT = 'a client of ioredis or redis, with get and psetex or pSetEx'

type Write = (key: string, milliseconds: number, value: string) => PromiseLike<unknown>

function writerOf(client: RedisCacheClient): Write | undefined {
  const { psetex, pSetEx } = (client ?? {}) as Partial<Record<'psetex' | 'pSetEx', unknown>>
  const write = typeof psetex === 'function' ? psetex : pSetEx
  return typeof write === 'function' ? (write.bind(client) as Write) : undefined
}

/** `undefined` for what is no entry; throws on what is no JSON. */
function readEntry(kept: unknown): CacheEntry | undefined {
  if (typeof kept !== 'string') return undefined
  const entry: unknown = JSON.parse(kept)
  if (typeof entry !== 'object' || entry === null || !('value' in entry)) return undefined
  const { value, storedAt } = entry as Partial<CacheEntry>
  return typeof storedAt === 'number' && storedAt >= 0 ? { value, storedAt } : undefined
}
