'use client'

import type { ReactElement } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { troubleWords } from '../../words/en.js'
import type { Recovered, Trouble } from '../incident/incident.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { troubleSentences } from './troubleSentences.js'
import type { TroubleFacts } from './troubleSentences.js'

interface NewsTextProps {
  readonly phase: (Trouble | Recovered)['phase']
  /** Of the trouble, also once it is over. */
  readonly facts: TroubleFacts
}

/** Trouble, or that it is over, in whole sentences; the first in bold. */
export function NewsText({ phase, facts }: NewsTextProps): ReactElement {
  const { clock } = useMonitor()
  const words = useWords('trouble', troubleWords)
  const locale = useLocale()
  const [title, ...more] =
    phase === 'trouble'
      ? troubleSentences(facts, words, locale, clock.wallNow())
      : [facts.status === 'offline' ? words.backOnline : words.recovered]
  return (
    <>
      <strong>{title}</strong> {more.join(' ')}
    </>
  )
}
