import type { HealthLogger } from '../logger.js'
import type { ResolvedCheck } from '../registry/resolvedCheck.js'

/** Warns of a service that has checks and runs none: it is healthy whatever happens, be it for a typo in a variable. */
export function warnIfAllAreOff(checks: readonly ResolvedCheck[], logger: HealthLogger): void {
  if (checks.length === 0 || checks.some(({ enabled }) => enabled)) return
  const names = checks.map(({ name }) => JSON.stringify(name)).join(', ')
  logger.warn(
    `All health checks are switched off (${names}), so that the report is healthy whatever happens. If ` +
      'HEALTH_CHECK_ENABLED_COMPONENTS is set, see that it names one of them.',
  )
}
