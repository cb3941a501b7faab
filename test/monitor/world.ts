import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Logger } from '../../src/monitor/logger.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { MonitorOptions } from '../../src/monitor/options.js'
import type { FakeEnvironment, FakeEnvironmentOptions } from '../../src/testing/fakeEnvironment.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'

export interface Scene {
  readonly world: FakeEnvironment
  readonly monitor: Monitor
  readonly clock: FakeEnvironment['clock']
  readonly endpoint: FakeEnvironment['endpoint']
  readonly warnings: string[]
  readonly errors: { message: string; error: unknown }[]
  /** Starts the monitor and lets its first probe have its answer. */
  begin(): Promise<() => void>
  /** Lets time pass until the next probe has had its answer. */
  nextPoll(): Promise<void>
}

/** A monitor in a world by hand. */
export function scene(options: MonitorOptions = {}, worldOptions: FakeEnvironmentOptions = {}): Scene {
  const world = fakeEnvironment(worldOptions)
  const warnings: string[] = []
  const errors: { message: string; error: unknown }[] = []
  const logger: Logger = {
    warn: (message) => warnings.push(message),
    error: (message, error) => errors.push({ message, error }),
  }
  const monitor = createMonitor(world, { logger, ...options })
  return {
    world,
    monitor,
    clock: world.clock,
    endpoint: world.endpoint,
    warnings,
    errors,
    async begin() {
      const stop = monitor.start()
      await world.clock.advance(0)
      return stop
    },
    async nextPoll() {
      const { nextCheckAt } = monitor.getTiming()
      if (nextCheckAt === null) throw new Error('no probe is scheduled')
      await world.clock.advance(nextCheckAt - world.clock.wallNow() + 2)
    },
  }
}
