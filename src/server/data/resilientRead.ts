import type { Action } from '../../resilience/action.js'
import type { Breaker } from '../../resilience/breaker.js'
import { isClientError } from '../../resilience/clientError.js'
import { degradedResponse } from '../../resilience/degradedResponse.js'
import { isBreakerOpenError } from '../../resilience/errors.js'
import type { FallbackStrategy } from '../../resilience/fallbackStrategy.js'
import type { Policy } from '../../resilience/policy.js'
import { policy } from '../../resilience/policy.js'
import type { CacheEntry, ResponseCache } from '../../resilience/responseCache.js'
import { staleIfError } from '../../resilience/staleIfError.js'
import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import { expect, expectDuration } from '../expect.js'
import type { ReadAnswer } from './readAnswer.js'

/** How to read, and what answers where that fails. Durations are milliseconds. */
export type ResilientReadOptions<Value, Default = never> = ReadSources<Value, Default> &
  (KeptReads | { readonly cache?: undefined })

/** Who is asked. */
export interface ReadSources<Value, Default = never> {
  /** Asks the primary. Its `signal` aborts when the time is up, or with the caller's own reason. */
  readonly read: Action<Value>
  /** Asked one after the other when the primary fails. What they give is not kept. @default none */
  readonly replicas?: readonly Action<Value>[]
  /** The answer when nobody else has one; `undefined` is none. @default none: the read fails */
  readonly defaultValue?: Default
  /** In front of the primary alone. A replica may bring one of its own: `breaker.wrap(readFromReplica)`. @default none */
  readonly breaker?: Breaker
  /** How long the primary may take, and each replica. @default 2000 */
  readonly timeout?: number
  /** By which the caller gives up: the read then rejects at once with its reason. @default none */
  readonly signal?: AbortSignal
  /**
   * Which errors are failures, for which others are asked; every other reaches the caller as it is. A refusal by the
   * breaker and a timeout always are. @default all but those with a `status` of 4xx
   */
  readonly isFailure?: (error: unknown) => boolean
  readonly clock?: Clock
}

/** What was read before answers while nobody can be asked. */
export interface KeptReads {
  /** Keeps what the primary gives; is given a second to answer. May be shared: the key says what is read. */
  readonly cache: ResponseCache
  /** What is read, and for whom: whoever asks with the same key is given the same. */
  readonly key: string
  /** How old a kept answer may be. */
  readonly maxAge: number
}

const DEFAULT_TIMEOUT = 2000

/**
 * Reads from the primary; where that fails from its replicas, then from the cache, then by default; and says which.
 *
 * The longest that it takes is `timeout` for the primary and for each replica, and a second for the cache.
 *
 * Rejects with the primary's error where nobody answers; with a `FallbackError` whose `cause` is that error, and whose
 * `errors` are theirs, where replicas failed too; with a TypeError or RangeError where an option is malformed.
 *
 * @example
 * const kept = memoryCache()
 * const answer = await resilientRead({
 *   read: async () => (await pool.query('select * from orders')).rows,
 *   cache: kept,
 *   key: 'orders',
 *   maxAge: 600_000,
 * })
 * if (answer.degraded) console.warn(`Orders are from the ${answer.source}:`, answer.error)
 */
export async function resilientRead<Value, Default = never>(
  options: ResilientReadOptions<Value, Default>,
): Promise<ReadAnswer<Value | Default>> {
  const {
    read,
    replicas = [],
    defaultValue,
    breaker,
    timeout = DEFAULT_TIMEOUT,
    clock = systemClock,
  } = options
  const { signal, isFailure = (error) => !isClientError(error) } = options
  checkSources(options, timeout)

  const when = (error: unknown) => isRefusal(error) || isFailure(error)
  const bounded = policy({ timeout, clock })
  const kept = options.cache && noting(options.cache)
  const others: FallbackStrategy<Value | Default>[] = replicas.map((replica) =>
    replicaStrategy(replica, bounded, when),
  )
  if (kept) others.push(staleIfError({ name: 'cache', cache: kept, maxAge: options.maxAge, when }))
  if (defaultValue !== undefined) others.push(degradedResponse(defaultValue, { name: 'default', when }))

  // The breaker stands within: it counts by its own rules, which say nothing of who else may be asked.
  const primary = policy({ breaker, timeout, clock })
  const outcome = await policy({ fallback: others, clock }).tryExecute<Value>(
    () => primary.execute(read, { signal }),
    { signal, key: options.cache ? options.key : '' },
  )
  if (outcome.kind === 'error') throw outcome.error
  if (outcome.kind === 'result') return { value: outcome.value, source: 'primary', ageMs: 0, degraded: false }
  const source = outcome.by as 'replica' | 'cache' | 'default'
  const ageMs = source === 'cache' ? Math.max(0, clock.wallNow() - (kept?.found?.storedAt ?? 0)) : 0
  return { value: outcome.value, source, ageMs, degraded: true, error: outcome.cause }
}

function replicaStrategy<Value>(
  read: Action<Value>,
  bounded: Policy,
  when: (error: unknown) => boolean,
): FallbackStrategy<Value> {
  return {
    name: 'replica',
    priority: 0,
    async after(error, { signal }) {
      return when(error) ? { value: await bounded.execute(read, { signal }) } : undefined
    },
  }
}

/** `cache`, remembering what it gave: a strategy passes on the value alone, and the caller is told its age too. */
function noting(cache: ResponseCache): ResponseCache & { found?: CacheEntry | null | undefined } {
  const noted: ResponseCache & { found?: CacheEntry | null | undefined } = {
    async get(key) {
      noted.found = await cache.get(key)
      return noted.found
    },
    set: (key, entry) => cache.set(key, entry),
  }
  return noted
}

/** The primary was not asked, or has not answered. */
function isRefusal(error: unknown): boolean {
  return isBreakerOpenError(error) || (error as { name?: unknown } | undefined)?.name === 'TimeoutError'
}

function checkSources<Value, Default>(options: ResilientReadOptions<Value, Default>, timeout: number): void {
  const { read, replicas = [], cache } = options
  expect(typeof read === 'function', 'resilientRead read', 'a function', read)
  const areReplicas = Array.isArray(replicas) && replicas.every((replica) => typeof replica === 'function')
  expect(areReplicas, 'resilientRead replicas', 'a list of functions', replicas)
  expectDuration('resilientRead timeout', timeout)
  if (!cache) return
  const { key, maxAge } = options
  expect(typeof key === 'string' && key !== '', 'resilientRead key', 'what names the read in the cache', key)
  expectDuration('resilientRead maxAge', maxAge)
}
