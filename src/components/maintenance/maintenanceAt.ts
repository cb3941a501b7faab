import { isActive } from '../../health/maintenance.js'
import type { MaintenanceWindow } from '../../health/report.js'

/** A planned interruption, and how far it is. */
export interface CurrentMaintenance extends MaintenanceWindow {
  /** `overdue`: its end is past, and the back end still says that it is under way. */
  readonly phase: 'planned' | 'under-way' | 'overdue'
}

/** A day after an interruption should have been over, maintenance that is under way is another. */
const LATE_FOR = 24 * 60 * 60_000

/**
 * The interruption to tell of at `now` (epoch milliseconds): what is under way before what is overdue before what comes
 * next, within `ahead` milliseconds. `isUnderWay`: the back end says that maintenance is.
 */
export function maintenanceAt(
  windows: readonly MaintenanceWindow[],
  isUnderWay: boolean,
  now: number,
  ahead: number,
): CurrentMaintenance | null {
  const inOrder = windows.toSorted((one, other) => one.startsAt - other.startsAt)
  const active = inOrder.find((window) => isActive(window, now))
  if (active) return { ...active, phase: 'under-way' }
  const late = inOrder.findLast(({ endsAt = now }) => endsAt <= now && now < endsAt + LATE_FOR)
  if (late && isUnderWay) return { ...late, phase: 'overdue' }
  const next = inOrder.find(({ startsAt }) => startsAt > now)
  return next && next.startsAt - ahead <= now ? { ...next, phase: 'planned' } : null
}
