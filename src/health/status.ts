/**
 * What a back end, or one component of it, says of itself.
 *
 * `unknown` is a word of its own: a status that nobody reported, or a word that nobody recognised, is
 * neither good news nor bad news.
 */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy' | 'unknown'

/** From best to worst. `unknown` is worse than healthy: it can't be relied on; nothing says that it fails. */
export const HEALTH_STATUSES = ['healthy', 'unknown', 'degraded', 'unhealthy'] as const

/** How bad a status is: 0 for `healthy`, growing with {@link HEALTH_STATUSES}. */
export function severity(status: HealthStatus): number {
  return HEALTH_STATUSES.indexOf(status)
}

/** The worst of the given statuses; `unknown` when there are none. */
export function worstOf(statuses: Iterable<HealthStatus>): HealthStatus {
  let worst: HealthStatus | undefined
  for (const status of statuses) {
    if (worst === undefined || severity(status) > severity(worst)) worst = status
  }
  return worst ?? 'unknown'
}
