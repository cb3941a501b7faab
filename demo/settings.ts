import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRedisServer } from './redisServer.js'

/** The top of the checkout. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url))

/** Everything listens here and nowhere else. */
export const HOST = '127.0.0.1'

/** The variable that moves each listener, and where it is without one. */
export const PORT_VARIABLES = {
  web: ['DEMO_WEB_PORT', 5173],
  api: ['DEMO_API_PORT', 8787],
  recommendations: ['DEMO_RECOMMENDATIONS_PORT', 8788],
  control: ['DEMO_CONTROL_PORT', 8789],
  database: ['DEMO_DATABASE_PORT', 8790],
  cache: ['DEMO_CACHE_PORT', 8791],
  email: ['DEMO_EMAIL_PORT', 8792],
} as const

export type Listener = keyof typeof PORT_VARIABLES

/** What the environment says. The supervisor reads it once for its checks, and each part for itself. */
export interface Settings {
  readonly ports: Readonly<Record<Listener, number>>
  /**
   * Where orders, packing slips and mails are kept: a directory in `DEMO_DATA_DIRECTORY` (`.tmp/demo` by default), named after
   * the database's port. So whoever holds the port holds the directory, and a killed demo leaves no lock file behind.
   */
  readonly dataDirectory: string
  /** The database of the orders: `DEMO_DATABASE_URL`, or the part beside the API. */
  readonly databaseUrl: string
  /** The Redis that keeps what was read last: `DEMO_REDIS_URL`, or the part; `undefined` where there is none. */
  readonly redisUrl: string | undefined
  /** Takes the confirmations: `DEMO_SMTP_URL`, or the part. */
  readonly smtpUrl: string
  /** The program behind the part `cache`; `undefined` where none is installed. */
  readonly redisServer: string | undefined
  /** Whether the page follows changes of its source: `DEMO_LIVE_RELOAD=off` turns it off. */
  readonly liveReload: boolean
}

/** Throws with one line that names the variable at fault. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const ports = Object.fromEntries(
    Object.entries(PORT_VARIABLES).map(([listener, [variable, preset]]) => [
      listener,
      readPort(variable, environment[variable], preset),
    ]),
  ) as Record<Listener, number>
  refuseTwins(ports)
  const redisServer = findRedisServer(environment)
  return {
    ports,
    redisServer,
    // Names of the demo's own: who has a DATABASE_URL for something else must not find orders in there.
    databaseUrl: environment['DEMO_DATABASE_URL'] || `postgres://postgres@${HOST}:${ports.database}/postgres`,
    redisUrl:
      environment['DEMO_REDIS_URL'] ||
      (redisServer === undefined ? undefined : `redis://${HOST}:${ports.cache}`),
    smtpUrl: environment['DEMO_SMTP_URL'] || `smtp://${HOST}:${ports.email}`,
    dataDirectory: resolve(
      PROJECT,
      environment['DEMO_DATA_DIRECTORY'] || '.tmp/demo',
      String(ports.database),
    ),
    liveReload: environment['DEMO_LIVE_RELOAD'] !== 'off',
  }
}

function readPort(variable: string, text: string | undefined, preset: number): number {
  if (!text) return preset
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Error(`${variable}: expected a port from 1 to 65535, got "${text}".`)
}

function refuseTwins(ports: Record<Listener, number>): void {
  const takenBy = new Map<number, string>()
  for (const [listener, [variable]] of Object.entries(PORT_VARIABLES)) {
    const port = ports[listener as Listener]
    const other = takenBy.get(port)
    if (other) throw new Error(`${variable} and ${other} are both ${port}: each needs a port of its own.`)
    takenBy.set(port, variable)
  }
}

/** The address of a listener. */
export function origin(settings: Settings, listener: Listener): string {
  return `http://${HOST}:${settings.ports[listener]}`
}

/** Packing slips, one file per order. */
export function attachmentsDirectory(settings: Settings): string {
  return resolve(settings.dataDirectory, 'attachments')
}

/** What the mail server has taken, one file per mail. */
export function mailDirectory(settings: Settings): string {
  return resolve(settings.dataDirectory, 'mails')
}

/** Orders that were taken while there was no database. */
export function waitingOrdersFile(settings: Settings): string {
  return resolve(settings.dataDirectory, 'waiting-orders.log')
}
