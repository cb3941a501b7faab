import type { ComponentState } from './report.js'
import type { HealthStatus } from './status.js'

/**
 * The overall status that components add up to: unhealthy when a critical one is, degraded when any other is
 * not healthy, healthy otherwise. It can never contradict the components.
 */
export function summarize(components: Iterable<Pick<ComponentState, 'status' | 'critical'>>): HealthStatus {
  let overall: HealthStatus = 'healthy'
  for (const { status, critical } of components) {
    if (status === 'unhealthy' && critical) return 'unhealthy'
    if (status !== 'healthy') overall = 'degraded'
  }
  return overall
}
