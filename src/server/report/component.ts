import type { ComponentReport, ComponentState } from '../../health/report.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import { reportedStatus } from '../registry/reportedStatus.js'

/** What the service knows of one component: what is reported of it, and the check's own details. */
export interface CheckedComponent extends ComponentReport {
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** A check that has never run is `unknown`; one with `readOnlyWhenDown` is at worst degraded. */
export function toComponent({ check, outcome }: Pick<CachedCheck, 'check' | 'outcome'>): CheckedComponent {
  const { critical, impact } = check
  if (!outcome) return { status: 'unknown', critical, impact }
  return { ...outcome, status: reportedStatus(check, outcome), critical, impact }
}

/** What decides about the whole, and no more: with many checks it is looked at for each that changes. */
export function toState({ check, outcome }: CachedCheck): Pick<ComponentState, 'status' | 'critical'> {
  return { status: reportedStatus(check, outcome), critical: check.critical }
}

/** Whether the check says that writes do not work. */
export function isReadOnly({ check, outcome }: CachedCheck): boolean {
  return check.readOnlyWhenDown && outcome?.status === 'unhealthy'
}
