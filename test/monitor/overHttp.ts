import { onTestFinished } from 'vitest'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Environment } from '../../src/monitor/environment.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { MonitorOptions } from '../../src/monitor/options.js'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import { systemClock } from '../../src/time/clock.js'
import type { Behaviour, MisbehavingServer } from './misbehavingServer.js'
import { misbehavingServer } from './misbehavingServer.js'

/** A monitor of a real server, and what is needed to look at both. */
export interface Setting {
  readonly server: MisbehavingServer
  readonly monitor: Monitor
  readonly warnings: string[]
  /** One probe, believed as it comes: what the monitor says after it, and how long that took in milliseconds. */
  look(): Promise<Snapshot & { readonly took: number }>
}

/** A monitor of a real server. Where the page is, and what its browser believes, is up to `environment`. */
export async function given(
  behaviour: Behaviour,
  options: MonitorOptions = {},
  environment: Partial<Environment> = {},
): Promise<Setting> {
  const server = await misbehavingServer(behaviour)
  onTestFinished(() => server.stop())
  const warnings: string[] = []
  const logger = { warn: (message: string) => warnings.push(message), error: () => {} }
  const monitor = createMonitor(
    { ...bareEnvironment(), ...environment },
    { url: server.url, logger, ...options },
  )
  return {
    server,
    monitor,
    warnings,
    async look() {
      const startedAt = systemClock.now()
      const stop = monitor.start()
      const snapshot = await monitor.check()
      stop()
      return { ...snapshot, took: systemClock.now() - startedAt }
    },
  }
}

/** What one probe makes of a server that does that. */
export async function verdictOn(...args: Parameters<typeof given>): ReturnType<Setting['look']> {
  return (await given(...args)).look()
}
