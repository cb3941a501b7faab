import type { Check, CheckedComponent, HealthLogger } from '../../../src/server.js'
import { createHealthService } from '../../../src/server.js'

/** Options of a check that asks anew each time, and soon gives up on a server that hangs. */
export const ATTENTIVE = { timeout: 400, retries: 0, cacheTtl: 0, staleFor: 0 } as const

/** For `expect.poll`, about what takes a driver some time. */
export const EVENTUALLY = { timeout: 20_000, interval: 100 } as const

/** For those who read the report instead. */
export const QUIET: HealthLogger = { info() {}, warn() {} }

/** A service with one check, to look at what it finds. */
export function watching(check: Check): { look(): Promise<CheckedComponent | undefined> } {
  const service = createHealthService({ checks: [check], logger: QUIET })
  return { look: () => service.check(check.name) }
}
