import type { HealthService } from '../../../src/server.js'
import { createHealthService } from '../../../src/server.js'
import type { Dependency } from '../checks.js'
import { askOf, DEPENDENCIES } from '../checks.js'

/** Whether the last dependency of {@link warmService}, which is not critical, has stopped answering. */
export const trouble = { isHung: false }

/** Our service over the five dependencies, asked once. */
export async function warmService(dependency: Dependency): Promise<HealthService> {
  const ask = askOf(dependency)
  const service = createHealthService({
    // A log line about the hung dependency is no figure.
    logger: { info: () => {}, warn: () => {} },
    name: 'orders',
    buildId: 'b7f3',
    checks: DEPENDENCIES.map((name) => ({
      name,
      impact: ['orders'],
      critical: name !== 'queue',
      run: () => (name === 'queue' && trouble.isHung ? new Promise<void>(() => {}) : ask()),
    })),
  })
  await service.checkAll()
  return service
}
