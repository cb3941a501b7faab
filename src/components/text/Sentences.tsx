'use client'

import type { ReactElement } from 'react'

interface SentencesProps {
  readonly of: readonly string[]
}

/** Whole sentences one after the other; the first, which is the title, in bold. */
export function Sentences({ of: [title, ...more] }: SentencesProps): ReactElement {
  return (
    <>
      <strong>{title}</strong> {more.join(' ')}
    </>
  )
}
