import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HealthService } from '../../../src/server.js'

/** An app on a real server of this machine. */
export interface RunningApp {
  readonly port: number
  stop(): Promise<void>
}

/**
 * A framework with a small app: it reads JSON bodies before it routes, greets at `/hello`, throws at `/boom`, answers
 * that with {@link APP_ERROR}, and everything that it does not know with {@link APP_NOT_FOUND}.
 */
export interface Framework {
  /** As the snippet of `docs/server.md` is called. */
  readonly name: string
  /** Whether a mount cuts its prefix off the path that the handler sees. */
  readonly cutsPrefix: boolean
  /** Starts the app, with `health` where the snippet puts it, below `prefix` if there is one. */
  start(health: HealthService, prefix?: string): Promise<RunningApp>
}

export const GREETING = 'the app greets'
export const APP_ERROR = 'the app has failed'
export const APP_NOT_FOUND = 'the app knows no such path'

/** A server on a free port, until it is stopped. */
export async function listening(server: Server): Promise<RunningApp> {
  if (!server.listening) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
