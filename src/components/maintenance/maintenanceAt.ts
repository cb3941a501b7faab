import { isActive } from '../../health/maintenance.js'
import type { MaintenanceWindow } from '../../health/report.js'
import type { Snapshot } from '../incident/snapshot.js'

/** A planned interruption, and how far it is. */
export interface CurrentMaintenance extends MaintenanceWindow {
  /** `overdue`: its end is past, and the back end still says that it is under way. */
  readonly phase: 'planned' | 'under-way' | 'overdue'
}

/** The interruptions in a report that has come since the page was loaded: what is remembered of them may be over. */
export function windowsOf({ source, report }: Snapshot): readonly MaintenanceWindow[] {
  return (source === 'live' || source === 'shared' ? report?.maintenance : null) ?? []
}

/**
 * The interruption to tell of at `now` (epoch milliseconds), and how far it is: what is under way before what is overdue
 * before what comes next, within `ahead` milliseconds.
 */
export function maintenanceAt(
  snapshot: Snapshot,
  now: number,
  ahead: number,
): readonly [window: MaintenanceWindow, phase: CurrentMaintenance['phase']] | null {
  const inOrder = windowsOf(snapshot).toSorted((one, other) => one.startsAt - other.startsAt)
  const active = inOrder.find((window) => isActive(window, now))
  if (active) return [active, 'under-way']
  const begun = inOrder.findLast(({ startsAt }) => startsAt <= now)
  if (begun && snapshot.cause === 'maintenance') return [begun, 'overdue']
  const next = inOrder.find(({ startsAt }) => startsAt > now && startsAt - ahead <= now)
  return next ? [next, 'planned'] : null
}
