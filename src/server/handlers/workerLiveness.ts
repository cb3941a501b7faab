import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Timer } from '../../time/clock.js'
import { MAX_DELAY_MS, systemClock, unref } from '../../time/clock.js'
import { expect, expectDuration } from '../expect.js'
import type { HealthLogger } from '../logger.js'
import { safeLogger } from '../logger.js'
import type { LivenessWorkerData, LivenessWorkerMessage } from './livenessWorker.js'
import { LIVENESS_WORKER_CODE } from './livenessWorker.js'

/** Options of {@link serveLivenessFromWorker}. Durations are milliseconds. */
export interface WorkerLivenessOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Where it listens. In a container whose probe comes from outside: `'0.0.0.0'`. @default '127.0.0.1' */
  readonly host?: string
  /** Where liveness is answered; anything else is a 404. @default ['/api/health/liveness', '/health/live', '/'] */
  readonly paths?: readonly string[]
  /** An event loop that was blocked for so long is `degraded` with the reason `busy`, and still a 200. @default 1000 */
  readonly busyAfter?: number
  /** One that was blocked for so long is a 503, by which orchestrators restart it. `Infinity`: never. @default 30000 */
  readonly unhealthyAfter?: number
  /** Told when the worker ends by itself. @default console */
  readonly logger?: HealthLogger
}

/** A liveness listener in a thread of its own. */
export interface WorkerLiveness {
  readonly port: number
  /** Ends the thread; resolves when its port is free. More than once is harmless. */
  close(): Promise<void>
}

/** Looks within `busyAfter`: it is told of at most a quarter too late. */
const LOOKS = 4

/**
 * Answers liveness from a worker thread, on a port of its own, so that an event loop that is blocked is told from a
 * process that is gone: it answers `busy`, where the main thread would answer nothing until the probe's timeout.
 *
 * The thread ends with the process, and keeps it alive no more than the beats of the main thread do. Rejects when the
 * port can't be had (`EADDRINUSE`), and with a TypeError when an option is malformed.
 *
 * @example
 * const liveness = await serveLivenessFromWorker({ port: 8788 })
 */
export async function serveLivenessFromWorker(options: WorkerLivenessOptions): Promise<WorkerLiveness> {
  const { port, host, paths, busyAfter, unhealthyAfter, logger } = resolve(options)
  const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const lookEvery = busyAfter / LOOKS
  const workerData: LivenessWorkerData = {
    port,
    host,
    paths,
    beats,
    lookEvery,
    busyLooks: LOOKS,
    unhealthyLooks: Math.max(LOOKS, Math.ceil(unhealthyAfter / lookEvery)),
  }
  const worker = new Worker(LIVENESS_WORKER_CODE, {
    eval: true,
    workerData,
    name: 'liveness',
    // Loaders and inspectors of the main thread are none of its business, and neither are the secrets.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
  })
  const stopBeating = beat(new Int32Array(beats), lookEvery / 2)
  const close = async () => {
    stopBeating()
    await worker.terminate()
  }

  try {
    const [message] = (await once(worker, 'message')) as [LivenessWorkerMessage]
    if (message.kind === 'failed') throw Object.assign(new Error(message.message), { code: message.code })
    // From now on it keeps nothing alive. A worker without a listener for errors would end the process by one.
    worker.unref()
    worker.on('error', (error) => {
      stopBeating()
      logger.warn(
        'The liveness worker has ended, so that its port answers nothing. Restart the process.',
        error,
      )
    })
    return { port: message.port, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Moves the counter on as often as that, for as long as the event loop turns. Returns the stop. */
function beat(beats: Int32Array, every: number): () => void {
  let timer: Timer
  const next = () => {
    Atomics.add(beats, 0, 1)
    timer = systemClock.setTimeout(next, every)
    unref(timer)
  }
  next()
  return () => systemClock.clearTimeout(timer)
}

function resolve(options: WorkerLivenessOptions): Required<WorkerLivenessOptions> {
  const {
    port,
    host = '127.0.0.1',
    paths = ['/api/health/liveness', '/health/live', '/'],
    busyAfter = 1000,
    unhealthyAfter = 30_000,
    logger = console,
  } = options
  const isPort = Number.isInteger(port) && port >= 0 && port < 65_536
  expect(isPort, 'serveLivenessFromWorker port', 'a whole number from 0 to 65535', port)
  expect(typeof host === 'string' && host !== '', 'serveLivenessFromWorker host', 'an address', host)
  const arePaths = Array.isArray(paths) && paths.every((path) => typeof path === 'string' && path[0] === '/')
  expect(arePaths, 'serveLivenessFromWorker paths', "a list of paths that begin with '/'", paths)
  expectDuration('serveLivenessFromWorker busyAfter', busyAfter)
  const isLimit =
    unhealthyAfter === Infinity || (unhealthyAfter >= busyAfter && unhealthyAfter <= MAX_DELAY_MS)
  expect(
    isLimit,
    'serveLivenessFromWorker unhealthyAfter',
    'a number of milliseconds, no less than busyAfter',
    unhealthyAfter,
  )
  const plainPaths = paths.map((path) => path.replace(/(?<=.)\/$/, ''))
  return { port, host, paths: plainPaths, busyAfter, unhealthyAfter, logger: safeLogger(logger) }
}
