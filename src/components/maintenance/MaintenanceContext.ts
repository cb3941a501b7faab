'use client'

import { partContext } from '../stage/partContext.js'
import type { PartContext } from '../stage/partContext.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/** What the parts of a banner are given. */
export interface MaintenanceNews {
  readonly maintenance: CurrentMaintenance
  readonly dismiss: () => void
}

const banner: PartContext<MaintenanceNews> = partContext('Maintenance')

export const MaintenanceContext: PartContext<MaintenanceNews>[0] = banner[0]

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useMaintenanceNews: PartContext<MaintenanceNews>[1] = banner[1]
