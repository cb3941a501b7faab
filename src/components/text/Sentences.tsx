'use client'

import type { ReactElement } from 'react'
import { useGap } from '../WordsProvider.js'

interface SentencesProps {
  readonly of: readonly string[]
}

/** Whole sentences one after the other; the first, which is the title, in bold. */
export function Sentences({ of: [title, ...more] }: SentencesProps): ReactElement {
  const gap = useGap()
  return (
    <>
      <strong>{title}</strong>
      {gap + more.join(gap)}
    </>
  )
}
