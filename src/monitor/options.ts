import type { Format } from '../formats/answer.js'
import type { HealthReport } from '../health/report.js'
import type { Backoff } from '../resilience/backoff.js'
import { exponential } from '../resilience/backoff.js'
import type { TripRule } from '../resilience/tripRule.js'
import { consecutiveFailures } from '../resilience/tripRule.js'
import type { StatusStorage } from '../storage/storage.js'
import { MAX_DELAY_MS } from '../time/clock.js'
import type { Logger } from './logger.js'
import type { Schedule } from './progressive.js'
import { progressive } from './progressive.js'

/** Options of a monitor. All are optional; durations are milliseconds. */
export interface MonitorOptions {
  /** The health endpoint, absolute or relative to the page. @default '/api/health' */
  readonly url?: string | undefined
  /** Between polls while all is well, ± 10 %. The report's `poll.intervalMs` replaces it. @default 30000 */
  readonly interval?: number | undefined
  /** A probe whose answer has not arrived whole, body included, has failed. @default 5000 */
  readonly timeout?: number | undefined
  /** How long to wait between probes while the back end is down. @default progressive() */
  readonly schedule?: Schedule | undefined
  /** So many failed probes in a row change the headline. @default 2 */
  readonly failuresToTrip?: number | undefined
  /** So many better reports in a row bring it back from unhealthy or offline. @default 1 */
  readonly successesToRecover?: number | undefined
  /** The circuit breakers around `monitor.fetch`; `false` leaves them out. */
  readonly breaker?: BreakerRules | false | undefined
  /** Where the last report is kept; `false` forgets it with the page. @default IndexedDB in a browser */
  readonly storage?: StatusStorage | false | undefined
  /** Sets records of one url apart. Holds the user where reports depend on who asks. @default '' */
  readonly storageKey?: string | undefined
  /** A stored report that is older is not shown. @default 86400000 (24 h) */
  readonly maxAge?: number | undefined
  /** Whether polling rests while nobody can see the page. @default true */
  readonly pauseWhenHidden?: boolean | undefined
  /** Reads an answer before our own readers do; `null` leaves it to them. */
  readonly read?: ((response: Response, body: string) => HealthReport | null) | undefined
  /** Further kinds of back ends, asked in this order before our own readers. @default none */
  readonly formats?: readonly Format[] | undefined
  /** A report that is known already, as the endpoint answers it: what a server fetched for its page. @default none */
  readonly initialReport?: object | undefined
  /** What sends probes and the app's calls. @default the environment's fetch */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Headers of probes, or a function asked before each. Across origins any header costs a preflight. @default none */
  readonly headers?: HeadersInit | (() => HeadersInit) | undefined
  /** Credentials of probes. A report that needs them should name the user in `storageKey`. @default 'omit' */
  readonly credentials?: RequestCredentials | undefined
  /** Asked when a web page answers in place of the back end, to tell a captive portal from a wrong url. @default none */
  readonly connectivityUrl?: string | undefined
  /** @default console */
  readonly logger?: Logger | undefined
}

/** When calls are stopped, and for how long. */
export interface BreakerRules {
  /** @default consecutiveFailures(3) */
  readonly tripAfter?: TripRule | undefined
  /** @default 5 s, doubling to 30 s */
  readonly resetAfter?: Backoff | undefined
  /** Calls with the same key share a breaker. @default the origin of the url */
  readonly key?: ((url: URL) => string) | undefined
}

/** Breaker rules without gaps. */
export type ResolvedBreakerRules = {
  readonly [Name in keyof BreakerRules]-?: NonNullable<BreakerRules[Name]>
}

/** Options with their defaults filled in. */
export interface ResolvedOptions {
  readonly url: string
  readonly interval: number
  readonly timeout: number
  readonly schedule: Schedule
  readonly failuresToTrip: number
  readonly successesToRecover: number
  readonly breaker: ResolvedBreakerRules | false
  readonly storage: StatusStorage | false | undefined
  readonly storageKey: string
  readonly maxAge: number
  readonly pauseWhenHidden: boolean
  readonly read: MonitorOptions['read']
  readonly formats: readonly Format[]
  readonly initialReport: object | undefined
  readonly fetch: typeof globalThis.fetch | undefined
  readonly headers: MonitorOptions['headers']
  readonly credentials: RequestCredentials
  readonly connectivityUrl: string | undefined
  readonly logger: Logger
}

const DEFAULT_BREAKER: ResolvedBreakerRules = {
  tripAfter: consecutiveFailures(3),
  resetAfter: exponential({ base: 5000, factor: 2, cap: 30_000, jitter: 'none' }),
  key: (url) => url.origin,
}

/** The defaults, once. */
export const DEFAULT_OPTIONS: ResolvedOptions = {
  url: '/api/health',
  interval: 30_000,
  timeout: 5000,
  schedule: progressive(),
  failuresToTrip: 2,
  successesToRecover: 1,
  breaker: DEFAULT_BREAKER,
  storage: undefined,
  storageKey: '',
  maxAge: 86_400_000,
  pauseWhenHidden: true,
  read: undefined,
  formats: [],
  initialReport: undefined,
  fetch: undefined,
  headers: undefined,
  credentials: 'omit',
  connectivityUrl: undefined,
  logger: console,
}

/** The shortest interval: below it a typo in the units is a request loop. */
const LEAST_INTERVAL = 1000

/** What each option has to be, in words and as a test. Options that are left out are not asked. */
const RULES: { readonly [Name in keyof ResolvedOptions]: readonly [string, (value: unknown) => boolean] } = {
  url: ['a url that is not empty', (value) => isText(value) && value !== ''],
  interval: [`milliseconds from ${LEAST_INTERVAL} to ${MAX_DELAY_MS}`, within(LEAST_INTERVAL, MAX_DELAY_MS)],
  timeout: [`milliseconds from 1 to ${MAX_DELAY_MS}`, within(1, MAX_DELAY_MS)],
  schedule: ['a function such as progressive()', isFunction],
  failuresToTrip: ['a whole number from 1', isCount],
  successesToRecover: ['a whole number from 1', isCount],
  breaker: ['false, or an object of functions', (value) => value === false || isRules(value)],
  storage: ['false, or an object with get, set and delete', (value) => value === false || isStorage(value)],
  storageKey: ['a string', isText],
  maxAge: ['milliseconds from 0', within(0, Infinity)],
  pauseWhenHidden: ['true or false', (value) => typeof value === 'boolean'],
  read: ['a function', isFunction],
  formats: ['a list of functions', (value) => Array.isArray(value) && value.every(isFunction)],
  initialReport: ['an object', isObject],
  fetch: ['a function', isFunction],
  headers: ['headers, or a function that gives them', (value) => isFunction(value) || isObject(value)],
  credentials: ["'omit', 'same-origin' or 'include'", (value) => CREDENTIALS.includes(value)],
  connectivityUrl: ['a url', isText],
  logger: ['an object with warn and error', (value) => hasMethods(value, 'warn', 'error')],
}

/** Fills in the defaults. The only place where options are checked: throws a `TypeError` that names the option. */
export function resolveOptions(options: MonitorOptions): ResolvedOptions {
  const given = defined(options)
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name as keyof ResolvedOptions] : null
    if (!rule) throw wrong(name, `one of ${Object.keys(RULES).join(', ')}`, 'an option of that name')
    if (!rule[1](value)) throw wrong(name, rule[0], value)
  }
  const breaker = given.breaker === false ? false : { ...DEFAULT_BREAKER, ...defined(given.breaker ?? {}) }
  return { ...DEFAULT_OPTIONS, ...given, breaker }
}

/** What is undefined is left out: it takes the default, like what is not there. */
function defined<Given extends object>(given: Given): { [Name in keyof Given]?: NonNullable<Given[Name]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: NonNullable<Given[Name]>
  }
}

function wrong(name: string, expected: string, got: unknown): TypeError {
  const shown = typeof got === 'string' ? `'${got}'` : typeof got === 'number' ? got : typeof got
  return new TypeError(`react-api-status: option \`${name}\`: expected ${expected}, got ${shown}.`)
}

const CREDENTIALS: readonly unknown[] = ['omit', 'same-origin', 'include']

function within(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= least && value <= most
}
function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1
}
function isText(value: unknown): boolean {
  return typeof value === 'string'
}
function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
function hasMethods(value: unknown, ...names: string[]): boolean {
  return isObject(value) && names.every((name) => isFunction((value as Record<string, unknown>)[name]))
}
function isStorage(value: unknown): boolean {
  return hasMethods(value, 'get', 'set', 'delete')
}
function isRules(value: unknown): boolean {
  return isObject(value) && Object.values(defined(value)).every(isFunction)
}
