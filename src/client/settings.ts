import type { AdaptiveThrottle } from '../resilience/adaptiveThrottle.js'
import type { Backoff } from '../resilience/backoff.js'
import type { Breaker } from '../resilience/breaker.js'
import { createBreakers } from '../resilience/breakers.js'
import type { RetryBudget } from '../resilience/retryBudget.js'
import { retryBudget } from '../resilience/retryBudget.js'
import type { Clock } from '../time/clock.js'
import { systemClock } from '../time/clock.js'
import type { Random } from '../time/random.js'
import { systemRandom } from '../time/random.js'
import { isDown, isOwnError } from './breakerVerdict.js'
import type { HeadersSource } from './callHeaders.js'
import type { BackendClientOptions, BackendRetry, CallInit } from './options.js'
import { CLIENT_DEFAULTS, retryBackoff } from './options.js'
import type { Send } from './sendRequest.js'

/** What a client works with. */
export interface ClientSettings {
  readonly baseUrl: string
  readonly retries: number
  readonly backoff: Backoff
  readonly maxDuration: number
  readonly budget: RetryBudget | false
  readonly timeout: number
  readonly maxBytes: number
  readonly headers: HeadersSource | undefined
  readonly init: CallInit
  readonly throttle: AdaptiveThrottle | null
  readonly onRetry: (retry: BackendRetry) => void
  readonly clock: Clock
  readonly random: Random
  readonly send: Send
  /** The circuit breaker of a call; `null` where there is none, or where `send` has its own. */
  breakerOf(url: URL | null): Breaker | null
  /** Whether a breaker has something to find out, so that calls are few as it is. */
  isFindingOut(breaker: Breaker | null): boolean
}

/** Fills in the defaults. The options have been checked. */
export function clientSettings(options: BackendClientOptions): ClientSettings {
  const { monitor, breaker = {}, clock = monitor?.clock ?? systemClock, random = systemRandom } = options
  const { key = ({ origin }: URL) => origin, ...rules } = breaker || {}
  const breakers =
    monitor || breaker === false
      ? null
      : createBreakers({
          ...rules,
          isFailure: rules.isFailure ?? isDown,
          isIgnored: (outcome) => isOwnError(outcome) || (rules.isIgnored?.(outcome) ?? false),
          clock,
          random,
        })
  return {
    baseUrl: options.baseUrl,
    retries: options.retries ?? CLIENT_DEFAULTS.retries,
    backoff: retryBackoff(options.retryDelay ?? CLIENT_DEFAULTS.retryDelay),
    maxDuration: options.maxDuration ?? CLIENT_DEFAULTS.maxDuration,
    budget: options.retryBudget ?? retryBudget(),
    timeout: options.timeout ?? CLIENT_DEFAULTS.timeout,
    maxBytes: options.maxBytes ?? CLIENT_DEFAULTS.maxBytes,
    headers: options.headers,
    init: options.init ?? {},
    throttle: options.throttle ?? null,
    onRetry: options.onRetry ?? (() => {}),
    clock,
    random,
    // Looked up at each call: whoever instruments `fetch` may do so later.
    send: (href, init) =>
      monitor ? monitor.fetch(href, init) : (options.fetch ?? globalThis.fetch)(href, init),
    breakerOf: (url) => breakers && breakers.get(url ? key(url) : options.baseUrl),
    isFindingOut(own) {
      const state = own ? own.state.kind : monitor?.getSnapshot().breaker.state
      return state === 'open' || state === 'half-open'
    },
  }
}
