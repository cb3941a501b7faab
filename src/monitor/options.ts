import type { Format } from '../formats/answer.js'
import type { HealthReport } from '../health/report.js'
import type { Backoff } from '../resilience/backoff.js'
import { exponential } from '../resilience/backoff.js'
import { consecutiveFailures } from '../resilience/consecutiveFailures.js'
import type { TripRule } from '../resilience/tripRule.js'
import type { StatusStorage } from '../storage/storage.js'
import { MAX_DELAY_MS } from '../time/clock.js'
import type { Logger } from './logger.js'
import type { Schedule } from './progressive.js'
import { progressive } from './progressive.js'
import type { Stream } from './stream/stream.js'
import type { Tabs } from './tabs.js'

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
  /** How this tab shares a poller with the others of its browser; `false`: it polls for itself. @default webTabs */
  readonly tabs?: Tabs | false | undefined
  /** Listens for changes instead of polling: `eventStream()`. Polling goes on where that fails. @default none */
  readonly stream?: Stream | undefined
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

/** The options that have a default. */
interface Defaults {
  readonly url: string
  readonly interval: number
  readonly timeout: number
  readonly schedule: Schedule
  readonly failuresToTrip: number
  readonly successesToRecover: number
  readonly breaker: ResolvedBreakerRules | false
  readonly storageKey: string
  readonly maxAge: number
  readonly pauseWhenHidden: boolean
  readonly formats: readonly Format[]
  readonly credentials: RequestCredentials
  readonly logger: Logger
}

/** Options with their defaults filled in. */
export type ResolvedOptions = Defaults & Omit<MonitorOptions, keyof Defaults>

const DEFAULT_BREAKER: ResolvedBreakerRules = {
  tripAfter: consecutiveFailures(3),
  resetAfter: exponential({ base: 5000, factor: 2, cap: 30_000, jitter: 'none' }),
  key: (url) => url.origin,
}

/** The defaults, once. */
export const DEFAULT_OPTIONS: Defaults = {
  url: '/api/health',
  interval: 30_000,
  timeout: 5000,
  schedule: progressive(),
  failuresToTrip: 2,
  successesToRecover: 1,
  breaker: DEFAULT_BREAKER,
  storageKey: '',
  maxAge: 86_400_000,
  pauseWhenHidden: true,
  formats: [],
  credentials: 'omit',
  logger: console,
}

/** The shortest interval, in milliseconds: below it a typo in the units is a request loop. */
const LEAST_INTERVAL = 1000

/**
 * What each option may be, in words that are the test as well: types as TypeScript writes them, objects with the methods
 * that they need, and `least..most` for a number. One that is left out is not asked.
 */
const RULES: Readonly<Record<keyof MonitorOptions, string>> = {
  url: 'url',
  interval: `${LEAST_INTERVAL}..${MAX_DELAY_MS}`,
  timeout: `1..${MAX_DELAY_MS}`,
  schedule: 'function',
  failuresToTrip: 'whole number from 1',
  successesToRecover: 'whole number from 1',
  breaker: 'false | { tripAfter, resetAfter, key }',
  storage: 'false | { get, set, delete }',
  storageKey: 'string',
  maxAge: '0..Infinity',
  tabs: 'false | function',
  stream: 'function',
  pauseWhenHidden: 'boolean',
  read: 'function',
  formats: 'function[]',
  initialReport: 'object',
  fetch: 'function',
  headers: 'object | function',
  credentials: "'omit' | 'same-origin' | 'include'",
  connectivityUrl: 'url',
  logger: '{ warn, error }',
}

/** Fills in the defaults. The only place where options are checked: throws a `TypeError` that names the option. */
export function resolveOptions(options: MonitorOptions): ResolvedOptions {
  const given = { ...DEFAULT_OPTIONS, ...defined(options) }
  const rules = given.breaker
  const breaker = typeof rules === 'object' ? { ...DEFAULT_BREAKER, ...defined(rules) } : rules
  const resolved: ResolvedOptions = { ...given, breaker }
  for (const [name, value] of Object.entries(resolved)) {
    if (!Object.hasOwn(RULES, name))
      throw wrong(name, Object.keys(RULES).join(' | '), 'an option of that name')
    const rule = RULES[name as keyof MonitorOptions]
    if (!rule.split(' | ').some((type) => isOfType(value, type))) throw wrong(name, rule, shown(value))
  }
  return resolved
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'url') return typeof value === 'string' && value !== ''
  if (type === 'whole number from 1') return Number.isInteger(value) && (value as number) > 0
  if (type === 'function[]') return Array.isArray(value) && value.every((item) => typeof item === 'function')
  if (type.includes('..')) return isWithin(value, type.split('..').map(Number))
  const methods = type.startsWith('{') && type.match(/\w+/g)
  if (methods)
    return methods.every((name) => typeof (value as Record<string, unknown>)?.[name] === 'function')
  return type === typeof value || type === shown(value)
}

function isWithin(value: unknown, [least = 0, most = 0]: readonly number[]): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

/** What is undefined is left out: it takes the default, like what is not there. */
function defined<Given extends object>(given: Given): { [Name in keyof Given]?: NonNullable<Given[Name]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: NonNullable<Given[Name]>
  }
}

function wrong(name: string, expected: string, got: string): TypeError {
  return new TypeError(`react-api-status: option \`${name}\`: expected ${expected}, got ${got}.`)
}

/** A value as it would be written, as far as it is one that an option may be. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value
}
