'use client'

import { indicatorWords } from '../../words/en.js'
import { ReportAge } from '../age/ReportAge.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'

/** Props of {@link StatusIndicator}: those of a `span`, and `render`. `children` replace the text and the age. */
export type StatusIndicatorProps = PartProps<'span', StatusState>

/**
 * The status in a shape, a colour and a few words, and how old that knowledge is when it is stale. Quiet: it is no
 * live region.
 */
export const StatusIndicator: Part<'span', StatusIndicatorProps> = definePart(function StatusIndicator() {
  const state = useStatusState()
  const words = useWords('indicator', indicatorWords)
  const children = (
    <>
      {(state.cause && words[state.cause]) ?? words[state.status]} <ReportAge />
    </>
  )
  return ['span', { ...statusAttributes('indicator', state), children }, state]
})
