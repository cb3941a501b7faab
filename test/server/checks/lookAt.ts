import type { Check, CheckedComponent, HealthService } from '../../../src/server.js'
import { createHealthService } from '../../../src/server.js'

const SILENT = { info() {}, warn() {} }

/** The component that a check gives, run anew for each look, and no second time when it is unhealthy. */
export function looking(check: Check): () => Promise<CheckedComponent> {
  return lookingThrough(createHealthService({ checks: [check], retries: 0, logger: SILENT }), check)
}

/** The same, through a service that is there already. */
export function lookingThrough(service: HealthService, check: Check): () => Promise<CheckedComponent> {
  return async () => {
    const component = await service.check(check.name, { force: true })
    if (!component) throw new Error(`There is no component ${check.name}.`)
    return component
  }
}

/** One look. */
export function lookAt(check: Check): Promise<CheckedComponent> {
  return looking(check)()
}
