'use client'

import { useNow } from '../../react/useNow.js'
import { maintenanceWords } from '../../words/en.js'
import { formatDuration } from '../age/formatDuration.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { useMaintenanceNews } from './MaintenanceContext.js'

/** The state of a {@link MaintenanceCountdown}. */
export interface MaintenanceCountdownState {
  /** Until it begins, or ends, in milliseconds. */
  readonly leftMs: number
}

/** Props of {@link MaintenanceCountdown}: those of a `span`, and `render`. `children` replace the text. */
export type MaintenanceCountdownProps = PartProps<'span', MaintenanceCountdownState>

/**
 * How long it is until the maintenance begins or, under way, until it ends: "Over in 40 min". There while that is known.
 * Each tick re-renders this text alone.
 */
export const MaintenanceCountdown: Part<'span', MaintenanceCountdownProps> = definePart(
  function MaintenanceCountdown() {
    const { phase, startsAt, endsAt } = useMaintenanceNews('Countdown').maintenance
    const now = useNow()
    const words = useWords('maintenance', maintenanceWords)
    const locale = useLocale()
    const [until, write] = phase === 'planned' ? [startsAt, words.startsIn] : [endsAt, words.endsIn]
    const leftMs = (until ?? NaN) - (now ?? NaN)
    if (!(leftMs > 0)) return null
    const children = write(formatDuration(leftMs, locale))
    const own = { 'data-api-status': 'countdown', role: 'timer', 'aria-live': 'off', children }
    return ['span', own, { leftMs }]
  },
)
