import type { ComponentReport } from '../../health/report.js'
import type { CachedCheck } from '../registry/cachedCheck.js'

/** What the service knows of one component: what is reported of it, and the check's own details. */
export interface CheckedComponent extends ComponentReport {
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** A check that has never run is `unknown`; one with `readOnlyWhenDown` is at worst degraded. */
export function toComponent(cached: CachedCheck): CheckedComponent {
  const { check, outcome } = cached
  const { critical, impact } = check
  if (!outcome) return { status: 'unknown', critical, impact }
  const { status, ...rest } = outcome
  return { ...rest, status: isReadOnly(cached) ? 'degraded' : status, critical, impact }
}

/** Whether the check says that writes do not work. */
export function isReadOnly({ check, outcome }: CachedCheck): boolean {
  return check.readOnlyWhenDown && outcome?.status === 'unhealthy'
}
