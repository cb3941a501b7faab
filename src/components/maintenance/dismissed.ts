import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/**
 * Names of what people have read enough of, until the page is loaded anew: one set for all banners of a monitor. The
 * banner in which they say so leaves the stage, and renders again by that; the others look within a minute.
 */
export const dismissedBy: (monitor: Monitor) => Set<string> = perMonitor(() => new Set())

/** One for what is planned, another once it is under way: that is other news. */
export function nameOf({ id, phase }: CurrentMaintenance): string {
  return `maintenance ${id} ${phase === 'planned'}`
}
