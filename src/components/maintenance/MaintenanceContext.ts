'use client'

import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/** What the parts of a banner are given. */
export interface MaintenanceNews {
  readonly maintenance: CurrentMaintenance
  readonly dismiss: () => void
}

export const MaintenanceContext: PartContext<MaintenanceNews> = partContext('Maintenance')

/** What the banner around `part` tells. Throws an `Error` outside of one. */
export const useMaintenanceNews: PartContext<MaintenanceNews>['use'] = MaintenanceContext.use
