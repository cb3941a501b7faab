import type { Server } from 'node:http'
import process from 'node:process'
import { DeadlineError, withDeadline } from '../../time/deadline.js'
import type { HealthService } from '../healthService.js'
import { expect, expectDuration } from '../expect.js'
import { trackRequests } from './runningRequests.js'

/** How a shutdown went: every request and every task came to its end, or not all of them in time. */
export type ShutdownOutcome = 'clean' | 'timed-out'

/** Options of {@link gracefulShutdown}. */
export interface GracefulShutdownOptions {
  /** What begins it; `[]` leaves that to `shutdown()`. @default ['SIGTERM', 'SIGINT'] */
  readonly signals?: readonly NodeJS.Signals[]
  /**
   * How long the server goes on taking requests while readiness fails, in milliseconds: as long as load balancers need to
   * notice. 0 stops at once. @default 5000
   */
  readonly drainMs?: number
  /** How long requests that still run then may take, and each task after them, in milliseconds. @default 10000 */
  readonly timeoutMs?: number
  /** What is done after the last request, one after the other (`() => pool.end()`). @default [] */
  readonly onShutdown?: readonly (() => unknown)[]
}

/** A shutdown that is prepared. */
export interface GracefulShutdown {
  /** Resolves when it is over; never rejects. The process ends by itself then, unless the app keeps it. */
  readonly done: Promise<ShutdownOutcome>
  /** Begins it, as a signal does. Returns {@link done}. */
  shutdown(): Promise<ShutdownOutcome>
  /** Lets go of the signals and the server. One that has begun goes on. */
  dispose(): void
}

/**
 * Ends a server without losing a request. At the first signal readiness fails and the streams end, while liveness and
 * everything else is answered as before; after `drainMs` no connection is taken any more; when the last request is
 * answered, the tasks run. A second signal does what Node does with it: the process ends at once. The exit code is left
 * alone: exiting is the app's.
 *
 * Throws a TypeError when an option is malformed.
 *
 * @example
 * const server = http.createServer(app).listen(8787, '127.0.0.1')
 * gracefulShutdown(server, health, { onShutdown: [() => pool.end()] })
 */
export function gracefulShutdown(
  server: Server,
  service: Pick<HealthService, 'drain' | 'close' | 'settings'>,
  options: GracefulShutdownOptions = {},
): GracefulShutdown {
  const { signals = ['SIGTERM', 'SIGINT'], drainMs = 5000, timeoutMs = 10_000, onShutdown = [] } = options
  expect(typeof server?.closeAllConnections === 'function', 'server', 'a server of node:http', server)
  const areSignals = Array.isArray(signals) && signals.every((signal) => typeof signal === 'string')
  expect(areSignals, 'signals', "a list such as ['SIGTERM']", signals)
  if (drainMs !== 0) expectDuration('drainMs', drainMs)
  expectDuration('timeoutMs', timeoutMs)
  const areTasks = Array.isArray(onShutdown) && onShutdown.every((task) => typeof task === 'function')
  expect(areTasks, 'onShutdown', 'a list of functions', onShutdown)

  const { clock, logger } = service.settings
  const requests = trackRequests(server, clock)
  let hasBegun = false
  let finish: (outcome: ShutdownOutcome) => void
  const done = new Promise<ShutdownOutcome>((resolve) => {
    finish = resolve
  })

  /** Whether it came to its end in time. */
  const runTask = async (task: () => unknown) => {
    try {
      await withDeadline({ clock, timeoutMs }, task)
      return true
    } catch (error) {
      logger.warn('A task of the shutdown failed, or took too long. The others are done all the same.', error)
      return !(error instanceof DeadlineError)
    }
  }
  const run = async (): Promise<ShutdownOutcome> => {
    service.drain()
    requests.askToReconnect()
    await new Promise<void>((resolve) => clock.setTimeout(resolve, drainMs))
    let isClean = await requests.stop(timeoutMs)
    // Not before: the last report may still wait for its checks.
    await service.close()
    for (const task of onShutdown) isClean = (await runTask(task)) && isClean
    return isClean ? 'clean' : 'timed-out'
  }
  const dispose = () => {
    for (const signal of signals) process.off(signal, begin)
    if (!hasBegun) requests.dispose()
  }
  const begin = (signal?: string) => {
    if (hasBegun) return
    hasBegun = true
    dispose()
    logger.info(`Shutting down${signal ? ` (${signal})` : ''}: requests are taken for another ${drainMs} ms.`)
    void run().then((outcome) => {
      requests.dispose()
      logger.info(outcome === 'clean' ? 'Shut down.' : 'Shut down, though not all was done in time.')
      finish(outcome)
    })
  }
  for (const signal of signals) process.on(signal, begin)

  return {
    done,
    shutdown() {
      begin()
      return done
    },
    dispose,
  }
}
