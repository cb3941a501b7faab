import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HealthService } from '../healthService.js'
import { expect, expectDuration, expectWhole } from '../expect.js'
import { createNodeHandler } from '../handlers/nodeHandler.js'
import { warnOfExposure } from './exposure.js'
import { refusingBodies } from './refusingBodies.js'

/** Options of {@link listenForHealth}. */
export interface HealthListenerOptions {
  /** 0 takes a free one. No default. */
  readonly port: number
  /** `'0.0.0.0'` or `'::'` for every network that the machine is in: what a probe in Kubernetes needs. @default '127.0.0.1' */
  readonly host?: string
  /** How long a client may take to send the headers of a request, in milliseconds. @default 5000 */
  readonly headersTimeout?: number
  /** How long a client may take to send a whole request, in milliseconds; `headersTimeout` at least. @default 10000 */
  readonly requestTimeout?: number
  /** How long a connection may wait for its next request, in milliseconds. @default 5000 */
  readonly keepAliveTimeout?: number
  /** How large the headers of a request may be, in bytes; larger ones are a 431. @default 8192 */
  readonly maxHeaderSize?: number
  /** How many connections there may be; further ones are closed at once. @default 256 */
  readonly maxConnections?: number
}

/** A server that answers health requests alone. */
export interface HealthListener {
  /** Where it listens: `http://127.0.0.1:8788`. */
  readonly url: string
  readonly port: number
  readonly server: Server
  /** Ends it, and all of its connections. */
  close(): Promise<void>
}

/** How often connections are looked at for their timeouts, in milliseconds: Node's own 30 s would make 5 s into 35. */
const LOOK_MS = 1000
/** A connection that moves nothing for so long is closed, in milliseconds: a client that reads no answers. */
const STILL_MS = 60_000
/** How many requests a connection may have, so that nobody can line up any number of them. */
const MAX_REQUESTS_PER_SOCKET = 1000

/**
 * A server for the health of an app that has none, or that is to be asked on another port. It listens to this machine
 * alone unless told otherwise, takes no bodies, and waits for no slow client.
 *
 * Rejects when it can't listen, and says what to do; with a TypeError when an option is malformed.
 *
 * @example
 * const listener = await listenForHealth(health, { port: 8788 })
 */
export async function listenForHealth(
  service: Pick<HealthService, 'answer' | 'settings'>,
  options: HealthListenerOptions,
): Promise<HealthListener> {
  const { port, host = '127.0.0.1', maxConnections = 256, ...limits } = options
  const { headersTimeout = 5000, keepAliveTimeout = 5000, maxHeaderSize = 8192 } = limits
  const { requestTimeout = Math.max(10_000, headersTimeout) } = limits
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535
  expect(isPort, 'port', 'a whole number from 0 to 65535', port)
  expect(typeof host === 'string' && host !== '', 'host', "an address such as '127.0.0.1'", host)
  for (const [option, value] of Object.entries({ headersTimeout, requestTimeout, keepAliveTimeout })) {
    expectDuration(option, value)
  }
  const isInTime = requestTimeout >= headersTimeout
  expect(isInTime, 'requestTimeout', 'at least the headersTimeout', requestTimeout)
  expectWhole('maxHeaderSize', maxHeaderSize, 1024)
  expectWhole('maxConnections', maxConnections, 1)

  const { logger, showDetails } = service.settings
  const handle = refusingBodies(createNodeHandler(service))
  const server = createServer(
    {
      headersTimeout,
      requestTimeout,
      keepAliveTimeout,
      maxHeaderSize,
      connectionsCheckingInterval: Math.min(LOOK_MS, headersTimeout),
    },
    handle,
  )
  // Else Node would ask for the body before anybody has looked at the request.
  server.on('checkContinue', handle)
  server.maxConnections = maxConnections
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET
  server.setTimeout(STILL_MS)

  await listening(server, port, host)
  server.on('error', (error) => logger.warn('The health listener met an error. It goes on.', error))
  warnOfExposure(host, showDetails, logger)

  const at = server.address() as AddressInfo
  return {
    url: `http://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`,
    port: at.port,
    server,
    close: () =>
      new Promise((resolve) => {
        // Its error says that it is closed already.
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const at = `${host}, port ${port}`
      const advice = ADVICE[error.code ?? ''] ?? 'See its cause.'
      const message = `The health listener can't listen on ${at}, so nobody can ask how this service is. ${advice}`
      reject(Object.assign(new Error(message, { cause: error }), { code: error.code }))
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken: end the other process, or give another `port`.',
  EADDRNOTAVAIL:
    'This machine has no such address: give one of its own as `host`, or 0.0.0.0 for all of them.',
  EACCES: 'Ports below 1024 need a privilege: give a higher `port`.',
  ENOTFOUND: 'The name is unknown: give an address as `host`.',
}
