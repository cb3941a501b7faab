'use client'

import type { ReactElement } from 'react'
import type { Recovered, Trouble } from '../incident/incident.js'
import { Sentences } from './Sentences.js'
import type { TroubleFacts } from './troubleSentences.js'
import { useTelling } from './useTelling.js'

interface NewsTextProps {
  readonly phase: (Trouble | Recovered)['phase']
  /** Of the trouble, also once it is over. */
  readonly facts: TroubleFacts
}

/** Trouble, or that it is over, in whole sentences; the first in bold. */
export function NewsText({ phase, facts }: NewsTextProps): ReactElement {
  return <Sentences of={useTelling()(phase, facts)} />
}
