'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { maintenanceWords } from '../../words/en.js'
import { labelOf } from '../components/labelOf.js'
import { formatMoment } from '../text/formatMoment.js'
import { isolated } from '../text/isolated.js'
import { useLabels, useLocale, useWords } from '../WordsProvider.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/**
 * What is planned or under way, what the back end calls it, and which components it is about, in the words at hand:
 * whole sentences, the first of them the title. None for `null`.
 */
export function useMaintenanceSentences(maintenance: CurrentMaintenance | null): readonly string[] {
  const { clock } = useMonitor()
  const words = useWords('maintenance', maintenanceWords)
  const labels = useLabels()
  const locale = useLocale()
  if (!maintenance) return []
  const { phase, startsAt, components } = maintenance
  const isPlanned = phase === 'planned'
  const { title, detail } = words.underWay
  const sentences = [isPlanned ? words.planned(formatMoment(startsAt, clock.wallNow(), locale)) : title]
  const subject = maintenance.title.trim()
  if (subject) sentences.push(words.about(isolated(subject)))
  if (!isPlanned) sentences.push(phase === 'overdue' ? words.overdue : detail)
  const names = components.map((name) => isolated(labelOf(name, labels)))
  if (names.length > 0) sentences.push(words.affected(new Intl.ListFormat(locale).format(names)))
  return sentences
}
