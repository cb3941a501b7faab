'use client'

import { useMemo } from 'react'
import { useApiStatus } from '../../react/useApiStatus.js'
import { maintenanceWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { RANK } from '../stage/stage.js'
import { useBanner } from '../stage/useBanner.js'
import { useKept } from '../stage/useKept.js'
import { useNotice } from '../stage/useNotice.js'
import { useWords } from '../WordsProvider.js'
import type { CurrentMaintenance } from './maintenanceAt.js'
import { MaintenanceContext } from './MaintenanceContext.js'
import { useMaintenance } from './useMaintenance.js'
import { useMaintenanceSentences } from './useMaintenanceSentences.js'

/** The state of a {@link MaintenanceRoot}. */
export interface MaintenanceState {
  /** What it tells of; `null` while there is nothing. */
  readonly maintenance: CurrentMaintenance | null
}

/** Props of {@link MaintenanceRoot}: those of a `section`, and `render`. */
export type MaintenanceRootProps = PartProps<'section', MaintenanceState> & {
  /** How long before it begins planned maintenance is told of, in milliseconds. @default 86_400_000 */
  readonly ahead?: number | undefined
}

const DAY = 86_400_000

/**
 * A banner about maintenance: there from the first render on, empty and hidden until some is near or under way, and
 * while another banner has more to say. Dismissed by Escape too; once dismissed, it returns when that maintenance
 * begins, and for another one.
 *
 * Throws a `RangeError` for a negative time.
 */
export const MaintenanceRoot: Part<'section', MaintenanceRootProps> = definePart(function MaintenanceRoot({
  ahead = DAY,
  children,
  ...user
}: MaintenanceRootProps) {
  const current = useMaintenance({ ahead })
  const kept = useKept(current)
  const words = useWords('maintenance', maintenanceWords)
  const isExplained = useApiStatus(({ affected }) => explains(current, affected))
  const rank = current && (isExplained ? RANK.maintenance : RANK.planned)
  // What was planned is other news once it is under way.
  const name = `maintenance ${kept?.id} ${kept?.phase === 'planned'}`
  const [isShown, place] = useNotice(rank, name, useMaintenanceSentences(kept))
  const maintenance = isShown ? kept : current
  const { dismiss } = place
  const news = useMemo(() => maintenance && { maintenance, dismiss }, [maintenance, dismiss])
  const own = {
    ...useBanner({ label: words.label, isShown, place, dismiss, keeper: place }),
    'data-api-status': 'maintenance',
    'data-phase': maintenance?.phase,
    children: isShown && <MaintenanceContext.Provider value={news}>{children}</MaintenanceContext.Provider>,
  }
  return ['section', own, { maintenance }, user]
})

/** Whether maintenance is under way for all that is `affected`: trouble of other components is other news. */
function explains(maintenance: CurrentMaintenance | null, affected: readonly string[]): boolean {
  if (!maintenance || maintenance.phase === 'planned') return false
  const { components } = maintenance
  return components.length === 0 || affected.every((name) => components.includes(name))
}
