'use client'

import type { Headline } from '../../health/headline.js'
import { indicatorWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'
import { statusText } from './statusText.js'

/** The state of an {@link IndicatorLabel}. */
export interface IndicatorLabelState {
  readonly status: Headline
}

/** Props of {@link IndicatorLabel}: those of a `span`, and `render`. `children` replace the text. */
export type IndicatorLabelProps = PartProps<'span', IndicatorLabelState>

/** The status in a few words. On a dot it is there for screen readers alone. */
export const IndicatorLabel: Part<'span', IndicatorLabelProps> = definePart(function IndicatorLabel() {
  const state = useStatusState()
  const children = statusText(useWords('indicator', indicatorWords), state)
  return ['span', { 'data-api-status': 'indicator-label', children }, state]
})
