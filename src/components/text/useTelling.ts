'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { troubleWords } from '../../words/en.js'
import type { Recovered, Trouble } from '../incident/incident.js'
import { useLabels, useLocale, useWords } from '../WordsProvider.js'
import { troubleSentences } from './troubleSentences.js'
import type { TroubleFacts } from './troubleSentences.js'

/** Puts trouble, or that it is over, into whole sentences; the first is the title. `facts` are of the trouble, also once it is over. */
export type Telling = (phase: (Trouble | Recovered)['phase'], facts: TroubleFacts) => readonly string[]

/** How trouble is told of here, in the words at hand. */
export function useTelling(): Telling {
  const { clock } = useMonitor()
  const words = useWords('trouble', troubleWords)
  const labels = useLabels()
  const locale = useLocale()
  return (phase, facts) =>
    phase === 'trouble'
      ? troubleSentences(facts, words, labels, locale, clock.wallNow())
      : [facts.status === 'offline' ? words.backOnline : words.recovered]
}
