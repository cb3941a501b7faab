import type { HealthStatus } from '../../health/status.js'
import type { Outcome } from './outcome.js'
import type { ResolvedCheck } from './resolvedCheck.js'

/** What is said of a component: `unknown` before its first run, and at worst degraded with `readOnlyWhenDown`. */
export function reportedStatus(
  { readOnlyWhenDown }: Pick<ResolvedCheck, 'readOnlyWhenDown'>,
  outcome: Outcome | undefined,
): HealthStatus {
  const status = outcome?.status ?? 'unknown'
  return readOnlyWhenDown && status === 'unhealthy' ? 'degraded' : status
}
