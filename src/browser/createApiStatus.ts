import { createMonitor } from '../monitor/createMonitor.js'
import type { Environment } from '../monitor/environment.js'
import type { Monitor } from '../monitor/monitor.js'
import type { MonitorOptions } from '../monitor/options.js'
import { browserEnvironment } from './browserEnvironment.js'

/** Options of {@link createApiStatus}. */
export interface ApiStatusOptions extends MonitorOptions {
  /** Everything that comes from outside: time, chance, network, page, storage. @default the browser's */
  readonly environment?: Environment | undefined
}

/**
 * A monitor of a back end for this browser. Reads nothing and starts nothing until `start()`; safe on a server.
 *
 * Throws a `TypeError` that names the option when one is wrong.
 *
 * @example
 * const monitor = createApiStatus({ url: '/api/health' })
 * const stop = monitor.start()
 */
export function createApiStatus({ environment, ...options }: ApiStatusOptions = {}): Monitor {
  return createMonitor(environment ?? browserEnvironment(), options)
}
