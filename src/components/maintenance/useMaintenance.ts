'use client'

import type { CurrentMaintenance } from './maintenanceAt.js'
import { useMaintenanceWatch } from './useMaintenanceWatch.js'

/** Options of {@link useMaintenance}. */
export interface MaintenanceOptions {
  /** How long before it begins an interruption is told of, in milliseconds. @default Infinity */
  readonly ahead?: number | undefined
}

/**
 * The interruption of the service that is under way, or else the next one that is planned; `null` while there is none.
 * Of several under way, one of the whole service. Renders again when that changes, and when it begins, ends, or outlasts
 * its end. `null` on a server, and until a report has come since the page was loaded.
 *
 * Throws a `RangeError` for a negative time.
 *
 * @example
 * const maintenance = useMaintenance({ ahead: 24 * 60 * 60_000 })
 */
export function useMaintenance({ ahead = Infinity }: MaintenanceOptions = {}): CurrentMaintenance | null {
  return useMaintenanceWatch(ahead)
}
