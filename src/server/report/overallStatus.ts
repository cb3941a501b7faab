import type { ComponentState } from '../../health/report.js'
import type { HealthStatus } from '../../health/status.js'
import { summarize } from '../../health/summarize.js'
import type { Lifecycle } from '../lifecycle/lifecycle.js'

/** What the components add up to. Until start-up is done the whole is unhealthy. */
export function overallStatus(
  { isStarted }: Pick<Lifecycle, 'isStarted'>,
  components: Iterable<Pick<ComponentState, 'status' | 'critical'>>,
): HealthStatus {
  return isStarted ? summarize(components) : 'unhealthy'
}
