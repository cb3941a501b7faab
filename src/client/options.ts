import type { Monitor } from '../monitor/monitor.js'
import type { AdaptiveThrottle } from '../resilience/adaptiveThrottle.js'
import type { Backoff } from '../resilience/backoff.js'
import { exponential } from '../resilience/backoff.js'
import type { BreakerOptions } from '../resilience/breaker.js'
import type { RetryBudget } from '../resilience/retryBudget.js'
import type { Clock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { uniform } from '../time/random.js'
import type { BackendError } from './backendError.js'
import type { HeadersSource } from './callHeaders.js'
import type { Query } from './callUrl.js'

/** Options of {@link createBackendClient}. All but `baseUrl` are optional; durations are milliseconds. */
export type BackendClientOptions = ClientOptions & (WithMonitor | WithoutMonitor)

interface ClientOptions {
  /** What the paths of calls are below: a url, or in a browser a path (`'/api'`). Without credentials and query. */
  readonly baseUrl: string
  /** How often a call is tried again. @default 3 */
  readonly retries?: number | undefined
  /** The wait before the first retry; it doubles with each, ± 25 % by chance. Or a backoff of one's own. @default 1000 */
  readonly retryDelay?: number | Backoff | undefined
  /** For so long after a call was made attempts may begin: how long it waits, all in all. @default 60000 */
  readonly maxDuration?: number | undefined
  /** How many calls may be tried again, of all that are made; wins over `retries`. `false`: all. @default retryBudget() */
  readonly retryBudget?: RetryBudget | false | undefined
  /** How long one attempt may take, reading the body included. @default 10000 */
  readonly timeout?: number | undefined
  /** Longest body that is read as data, in bytes. @default 33554432 (32 MiB) */
  readonly maxBytes?: number | undefined
  /** Headers of all calls, or a function that is asked for them before each attempt. */
  readonly headers?: HeadersSource | undefined
  /** What else `fetch` is told with each call: `{ credentials: 'include' }`. */
  readonly init?: CallInit | undefined
  /** Holds calls back while the back end turns most of them down: `adaptiveThrottle()`. @default none */
  readonly throttle?: AdaptiveThrottle | undefined
  /** Hears of each attempt to come. */
  readonly onRetry?: ((retry: BackendRetry) => void) | undefined
  /** @default the monitor's, else the system's */
  readonly clock?: Clock | undefined
  /** @default the system's */
  readonly random?: Random | undefined
}

/** Calls go through the `fetch` and the circuit breakers of a monitor, and are evidence for it. */
interface WithMonitor {
  readonly monitor: Pick<Monitor, 'fetch' | 'clock' | 'getSnapshot'>
  readonly fetch?: never
  readonly breaker?: never
}

interface WithoutMonitor {
  readonly monitor?: undefined
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** The circuit breakers, by default one for each origin; `false` leaves them out. */
  readonly breaker?: ClientBreakerOptions | false | undefined
}

/**
 * When calls are stopped, and for how long. An error of the app's own code (`headers` that throw) is ignored, and whatever
 * else `isIgnored` says.
 */
export interface ClientBreakerOptions extends Pick<
  BreakerOptions,
  'tripAfter' | 'resetAfter' | 'halfOpen' | 'isFailure' | 'isIgnored' | 'mode'
> {
  /** Calls with the same key share a breaker. @default the origin of the url */
  readonly key?: ((url: URL) => string) | undefined
}

/** What `fetch` is told beside what the client says itself. */
export type CallInit = Omit<RequestInit, 'body' | 'headers' | 'method' | 'signal'>

/** Options of one call. */
export interface CallOptions<Data = unknown> {
  /** Added to the path, encoded. */
  readonly query?: Query | undefined
  /** Beside those of the client; these win, and `undefined` leaves one out. */
  readonly headers?: HeadersSource | undefined
  /** Aborts the call, which then rejects with the signal's reason; also while it waits to be tried again. */
  readonly signal?: AbortSignal | undefined
  /** @see BackendClientOptions */
  readonly timeout?: number | undefined
  /** @see BackendClientOptions */
  readonly retries?: number | undefined
  /** @see BackendClientOptions */
  readonly maxDuration?: number | undefined
  /** Hears of each attempt to come, in place of the client's. */
  readonly onRetry?: ((retry: BackendRetry) => void) | undefined
  /**
   * The back end knows the `Idempotency-Key` header: the call carries a new key, the same in all of its attempts, so that
   * it may be repeated whatever its method. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
   *
   * @default false
   */
  readonly idempotent?: boolean | undefined
  /**
   * The same with a key of one's own, which outlives a reload, and comes before one among `headers`, which comes before one
   * that `idempotent` makes. A blank one is a `TypeError`; a blank header is none.
   */
  readonly idempotencyKey?: string | undefined
  /** Makes the data of the body's JSON, `undefined` where there was no body; throws on what is no such data. */
  readonly read?: ((body: unknown) => Data) | undefined
  /** @see BackendClientOptions */
  readonly init?: CallInit | undefined
}

/** A call failed and will be tried again. */
export interface BackendRetry {
  /** What it failed with. `error.attempts` is how often it was sent so far. */
  readonly error: BackendError
  /** How long until the next attempt, in milliseconds. */
  readonly delayMs: number
}

/** The defaults, once. */
export const CLIENT_DEFAULTS = {
  retries: 3,
  retryDelay: 1000,
  maxDuration: 60_000,
  timeout: 10_000,
  maxBytes: 33_554_432,
} as const

/** How far a delay may be off the one that was asked for, as a share: clients that failed together should part. */
const JITTER = 0.25

/** The delay, doubled for each attempt. */
export function retryBackoff(retryDelay: number | Backoff): Backoff {
  if (typeof retryDelay === 'function') return retryDelay
  const doubling = exponential({ base: retryDelay, cap: Infinity, jitter: 'none' })
  return (state, random) => doubling(state, random) * uniform(random, 1 - JITTER, 1 + JITTER)
}

/** The only place where options are checked: throws a `TypeError` or a `RangeError` that names the option. */
export function checkClientOptions(options: BackendClientOptions): void {
  const {
    baseUrl,
    retries = 0,
    timeout = 1,
    maxDuration = 0,
    maxBytes = 1,
    retryDelay = 0,
    monitor,
  } = options
  if (typeof baseUrl !== 'string' || /[?#]/.test(baseUrl) || hasCredentials(baseUrl)) {
    // What it is may hold a password.
    throw new TypeError(wrong('baseUrl', 'a url without credentials, query and fragment', 'another'))
  }
  checkCallOptions({ retries, timeout, maxDuration })
  if (typeof retryDelay !== 'function') duration('retryDelay', retryDelay, 0)
  duration('maxBytes', maxBytes, 1)
  if (monitor && (options.fetch ?? options.breaker) !== undefined) {
    throw new TypeError(
      wrong('monitor', 'neither `fetch` nor `breaker` beside it, which are its own', 'both'),
    )
  }
}

/** The same for one call. */
export function checkCallOptions({
  retries = 0,
  timeout = 1,
  maxDuration = 0,
  idempotencyKey = 'none',
}: Pick<CallOptions, 'retries' | 'timeout' | 'maxDuration' | 'idempotencyKey'>): void {
  if (!Number.isInteger(retries) || retries < 0) {
    throw new RangeError(wrong('retries', 'a whole number from 0', retries))
  }
  duration('timeout', timeout, 1)
  duration('maxDuration', maxDuration, 0)
  if (typeof idempotencyKey !== 'string' || idempotencyKey.trim() === '') {
    const got = JSON.stringify(idempotencyKey)
    throw new TypeError(wrong('idempotencyKey', 'a text that is not blank', got))
  }
}

/** URLs are read with one slash, none or others too, and relative to another scheme (https://url.spec.whatwg.org). */
function hasCredentials(baseUrl: string): boolean {
  try {
    return ['ftp://nowhere', 'ws://nowhere'].some((base) => {
      const { username, password } = new URL(baseUrl, base)
      return username !== '' || password !== ''
    })
  } catch {
    return baseUrl.includes('@')
  }
}

function duration(name: string, value: number, least: number): void {
  if (!(value >= least && value < Infinity))
    throw new RangeError(wrong(name, `a number from ${least}`, value))
}

function wrong(name: string, expected: string, got: unknown): string {
  return `react-api-status: option \`${name}\`: expected ${expected}, got ${String(got)}.`
}
