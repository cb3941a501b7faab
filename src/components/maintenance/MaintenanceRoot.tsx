'use client'

import { useMemo } from 'react'
import { useApiStatus } from '../../react/useApiStatus.js'
import { useMonitor } from '../../react/useMonitor.js'
import { maintenanceWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { RANK } from '../stage/stage.js'
import type { Rank } from '../stage/stage.js'
import { useBanner } from '../stage/useBanner.js'
import { useKept } from '../stage/useKept.js'
import { useNotice } from '../stage/useNotice.js'
import { useWords } from '../WordsProvider.js'
import { dismissedBy, nameOf } from './dismissed.js'
import type { CurrentMaintenance } from './maintenanceAt.js'
import { MaintenanceContext } from './MaintenanceContext.js'
import { useMaintenanceSentences } from './useMaintenanceSentences.js'
import { useMaintenanceWatch } from './useMaintenanceWatch.js'

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
 * begins, and gives way to other maintenance that there is to tell of.
 *
 * Throws a `RangeError` for a negative time.
 */
export const MaintenanceRoot: Part<'section', MaintenanceRootProps> = definePart(function MaintenanceRoot({
  ahead = DAY,
  children,
  ...user
}: MaintenanceRootProps) {
  const dismissed = dismissedBy(useMonitor())
  const current = useMaintenanceWatch(ahead, dismissed)
  const kept = useKept(current)
  const words = useWords('maintenance', maintenanceWords)
  const rank = useApiStatus(({ affected }) => current && rankOf(current, affected))
  const name = kept ? nameOf(kept) : ''
  const [isShown, place] = useNotice(rank, name, useMaintenanceSentences(kept))
  const maintenance = isShown ? kept : current
  const news = useMemo(
    () =>
      maintenance && {
        maintenance,
        dismiss() {
          dismissed.add(nameOf(maintenance))
          // It leaves at once, with the pointer on it too.
          place.dismiss()
        },
      },
    [maintenance, place, dismissed],
  )
  const own = {
    ...useBanner({ label: words.label, isShown, place, dismiss: news && news.dismiss, keeper: place }),
    'data-api-status': 'maintenance',
    'data-phase': maintenance?.phase,
    children: isShown && <MaintenanceContext.Provider value={news}>{children}</MaintenanceContext.Provider>,
  }
  return ['section', own, { maintenance }, user]
})

/** Trouble of components that maintenance is not about is other news than it. */
function rankOf({ phase, components }: CurrentMaintenance, affected: readonly string[]): Rank {
  const isExplained = components.length === 0 || affected.every((name) => components.includes(name))
  if (phase === 'planned' || !isExplained) return RANK.planned
  return phase === 'overdue' ? RANK.overdue : RANK.maintenance
}
