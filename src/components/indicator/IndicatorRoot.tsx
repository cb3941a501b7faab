'use client'

import { indicatorWords } from '../../words/en.js'
import { useReportAge } from '../age/useReportAge.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'
import { statusText } from './statusText.js'

/** How much room an indicator takes: shape and words, the same on a tinted pill, or the shape alone. */
export type IndicatorVariant = 'text' | 'pill' | 'dot'

/** The state of an {@link IndicatorRoot}. */
export interface IndicatorState extends StatusState {
  readonly variant: IndicatorVariant
}

/** Props of {@link IndicatorRoot}: those of a `span`, `render`, and the variant. */
export type IndicatorRootProps = PartProps<'span', IndicatorState> & {
  /** @default 'text' */
  readonly variant?: IndicatorVariant | undefined
}

/** The shape, with room for words beside it. A dot shows its words, and the age, to a pointer that rests on it. */
export const IndicatorRoot: Part<'span', IndicatorRootProps> = definePart(function IndicatorRoot({
  variant = 'text',
  ...user
}: IndicatorRootProps) {
  const state = { ...useStatusState(), variant }
  const isDot = variant === 'dot'
  const text = statusText(useWords('indicator', indicatorWords), state)
  const age = useReportAge(isDot)
  const own = {
    ...statusAttributes('indicator', state),
    'data-variant': variant,
    title: isDot ? [text, age?.text].filter(Boolean).join('\n') : undefined,
  }
  return ['span', own, state, user]
})
