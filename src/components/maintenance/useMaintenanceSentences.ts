'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { maintenanceWords } from '../../words/en.js'
import { formatMoment } from '../text/formatMoment.js'
import { useLocale, useWords } from '../WordsProvider.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/**
 * What is planned or under way, and which components it is about, in the words at hand: whole sentences, the first of
 * them the title. None for `null`.
 */
export function useMaintenanceSentences(maintenance: CurrentMaintenance | null): readonly string[] {
  const { clock } = useMonitor()
  const words = useWords('maintenance', maintenanceWords)
  const locale = useLocale()
  if (!maintenance) return []
  const { phase, startsAt, components } = maintenance
  const { title, detail } = words.underWay
  const sentences =
    phase === 'planned'
      ? [words.planned(formatMoment(startsAt, clock.wallNow(), locale))]
      : [title, phase === 'overdue' ? words.overdue : detail]
  if (components.length > 0) sentences.push(words.affected(new Intl.ListFormat(locale).format(components)))
  return sentences
}
