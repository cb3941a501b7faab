import type { CachedCheck } from '../registry/cachedCheck.js'
import type { Lifecycle } from './lifecycle.js'

/** Why an instance does not want traffic. */
export type NotReadyReason = 'starting' | 'draining' | 'checks'

/** Why the instance does not want traffic; `null` when it does. Reads the outcomes that are there, runs nothing. */
export function notReadyReason(lifecycle: Lifecycle, checks: Iterable<CachedCheck>): NotReadyReason | null {
  if (!lifecycle.isStarted || lifecycle.isBlocked) return 'starting'
  if (lifecycle.isDraining) return 'draining'
  for (const { check, outcome } of checks) {
    if (check.readiness && outcome?.status === 'unhealthy') return 'checks'
  }
  return null
}
