import { coversService } from '../../health/maintenance.js'
import type { MaintenanceWindow } from '../../health/report.js'
import type { Snapshot } from '../incident/snapshot.js'

/** A planned interruption, and how far it is. */
export interface CurrentMaintenance extends MaintenanceWindow {
  /** `overdue`: its end is past, and what it is about has not worked since. */
  readonly phase: 'planned' | 'under-way' | 'overdue'
}

/** A day after an interruption should have been over, maintenance that is under way is another. */
const LATE_FOR = 24 * 60 * 60_000

/**
 * All that there is to tell at `now` (epoch milliseconds), the weightiest first: what is under way or overdue for the
 * whole service, the same for some components, and what comes next, within `ahead` milliseconds.
 */
export function maintenanceAt(snapshot: Snapshot, now: number, ahead: number): readonly CurrentMaintenance[] {
  const weightOf = ({ phase, components }: CurrentMaintenance) =>
    phase === 'planned' ? 2 : Math.min(components.length, 1)
  const distanceOf = ({ startsAt }: MaintenanceWindow) => Math.abs(startsAt - now)
  return (snapshot.report?.maintenance ?? [])
    .flatMap((window) => {
      const phase = phaseOf(window, snapshot, now)
      return phase && window.startsAt - ahead <= now ? [{ ...window, phase }] : []
    })
    .toSorted((one, other) => weightOf(one) - weightOf(other) || distanceOf(one) - distanceOf(other))
}

function phaseOf(
  window: MaintenanceWindow,
  { status, cause, since, affected }: Snapshot,
  now: number,
): CurrentMaintenance['phase'] | null {
  const { startsAt, endsAt = Infinity, components } = window
  if (now < startsAt) return 'planned'
  if (now < endsAt) return 'under-way'
  const isAtFault = coversService(window) || components.some((name) => affected.includes(name))
  // Trouble that began after the end is other trouble.
  const isSameTrouble = (status === 'degraded' || status === 'unhealthy') && (since ?? 0) < endsAt
  if (!isAtFault || !isSameTrouble || now >= endsAt + LATE_FOR) return null
  // Only a probe after the end can find that it takes longer, and none finds this cause then.
  return cause === 'maintenance' ? 'under-way' : 'overdue'
}
