import { duration } from '../resilience/checkNumber.js'
import { askForHealth } from './askForHealth.js'
import { bareEnvironment } from './bareEnvironment.js'
import type { Environment } from './environment.js'
import type { HealthAttempt } from './healthTally.js'
import { createHealthTally } from './healthTally.js'
import { resolveUrl } from './location.js'
import type { Logger } from './logger.js'
import type { Monitor } from './monitor.js'
import { DEFAULT_OPTIONS } from './options.js'
import type { Snapshot } from './snapshot.js'
import { watchForHealth } from './watchForHealth.js'

/** Options of {@link waitForHealthy}. All are optional; durations are milliseconds. */
export interface WaitForHealthyOptions {
  /** How long to wait in all; `Infinity` waits for as long as it takes. @default 60000 */
  readonly timeout?: number | undefined
  /** From one answer to the next request, ± 10 %. A monitor keeps its own pace. @default 2000 */
  readonly interval?: number | undefined
  /** Ends the wait at once, with its own reason. */
  readonly signal?: AbortSignal | undefined
  /** Hears of each attempt. What it throws goes to `logger` and stops nothing. */
  readonly onAttempt?: ((attempt: HealthAttempt) => unknown) | undefined
  /** Asked whether what is healthy or degraded is enough. What it throws ends the wait. @default it is */
  readonly isReady?: ((snapshot: Snapshot) => boolean) | undefined
  /** Everything that comes from outside; a monitor has its own. @default bareEnvironment() */
  readonly environment?: Environment | undefined
  /** @default console */
  readonly logger?: Logger | undefined
}

/** The shortest interval, in milliseconds: below it a typo in the units is a request loop. */
const LEAST_INTERVAL = 100

/**
 * Waits until a service is healthy: in a script that starts another one, or on a page whose back end is still starting.
 * Asks a url at once, and then every `interval`, one request at a time. A monitor is asked at once too; it is started
 * for as long as the wait takes, and keeps its own pace.
 *
 * Degraded is healthy enough: such a service takes requests, and answers its health check with a 200, which is all that
 * `curl -f` or `condition: service_healthy` ask for. `isReady` may ask for more. What is restored from an earlier visit,
 * or stale, is not enough.
 *
 * Resolves with the snapshot that was enough. Rejects with {@link NotHealthyError} at `timeout`; with the reason of
 * `signal` as soon as that aborts; and with a `RangeError` or `TypeError` that names what is wrong with an option or the
 * url. Leaves no timer, listener or request.
 *
 * @example
 * await waitForHealthy('http://localhost:8000/health', {
 *   onAttempt: ({ attempt, status, cause }) => console.log(`${attempt}: ${status} ${cause ?? ''}`),
 * })
 */
export async function waitForHealthy(
  target: string | URL | Monitor,
  options: WaitForHealthyOptions = {},
): Promise<Snapshot> {
  const { timeout = 60_000, interval = 2000, signal = new AbortController().signal } = options
  const { onAttempt, isReady, logger = DEFAULT_OPTIONS.logger } = options
  if (timeout !== Infinity) duration('waitForHealthy: timeout', timeout, 1)
  duration('waitForHealthy: interval', interval, LEAST_INTERVAL)
  const callbacks = { onAttempt, isReady, logger }
  if (typeof target === 'object' && 'check' in target) {
    const tally = createHealthTally({ url: null, clock: target.clock, ...callbacks })
    return watchForHealth(target, tally, { timeout, signal })
  }
  const environment = options.environment ?? bareEnvironment()
  const url = absoluteUrl(String(target), environment)
  const tally = createHealthTally({ url, clock: environment.clock, ...callbacks })
  return askForHealth(url, environment, tally, { timeout, interval, signal, logger })
}

/** Fails where `fetch` would, before anything is waited for. */
function absoluteUrl(url: string, environment: Environment): string {
  const absolute = resolveUrl(url, environment.baseUrl())?.href ?? addressOnPage(url)
  if (absolute && /^https?:/.test(absolute)) return absolute
  throw new TypeError(
    `react-api-status: waitForHealthy: expected an absolute url with http: or https:, got '${url}'. ` +
      'Only a page has an address that a relative one could be read against.',
  )
}

/** A request knows the page's address, which is not for this room to ask for. */
function addressOnPage(url: string): string | null {
  try {
    return new Request(url).url
  } catch {
    return null
  }
}
