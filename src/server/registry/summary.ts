import type { HealthStatus } from '../../health/status.js'
import type { CachedCheck } from './cachedCheck.js'
import { reportedStatus } from './reportedStatus.js'
import type { Tally } from './tally.js'

/** How the checks have done since they were registered. */
export interface ServiceSummary {
  /** How many components there are. */
  readonly total: number
  /** How many of them have which status. */
  readonly statuses: Readonly<Record<HealthStatus, number>>
  /** By name; own keys only, whatever the names. */
  readonly components: Readonly<Record<string, ComponentSummary>>
}

/** How one check has done since it was registered, or enabled again. */
export interface ComponentSummary extends Tally {
  /** As reported: what `failuresBeforeUnhealthy` and `startPeriod` make of the runs. */
  readonly status: HealthStatus
  /** When its newest run ended, in epoch milliseconds; `undefined` before the first. */
  readonly lastCheckedAt: number | undefined
  /** How long that took, in milliseconds; `undefined` when it never began. */
  readonly responseTimeMs: number | undefined
}

/** Reads what is known; runs nothing. */
export function summarizeChecks(checks: readonly CachedCheck[]): ServiceSummary {
  const statuses = { healthy: 0, degraded: 0, unhealthy: 0, unknown: 0 }
  const components = checks.map(({ check, outcome, tally }) => {
    const status = reportedStatus(check, outcome)
    statuses[status] += 1
    const { checkedAt, responseTimeMs } = outcome ?? {}
    // What is known before the first run comes from a breaker.
    const lastCheckedAt = tally.totalChecks > 0 ? checkedAt : undefined
    return [check.name, { status, ...tally, lastCheckedAt, responseTimeMs }] as const
  })
  // fromEntries, not assignment: a component may be named `__proto__`.
  return { total: checks.length, statuses, components: Object.fromEntries(components) }
}
