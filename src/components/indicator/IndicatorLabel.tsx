'use client'

import type { Headline } from '../../health/headline.js'
import { useApiStatus } from '../../react/useApiStatus.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusText } from './useStatusText.js'

/** The state of an {@link IndicatorLabel}. */
export interface IndicatorLabelState {
  readonly status: Headline
}

/** Props of {@link IndicatorLabel}: those of a `span`, and `render`. `children` replace the text. */
export type IndicatorLabelProps = PartProps<'span', IndicatorLabelState>

/** The status in a few words. On a dot it is there for screen readers alone. */
export const IndicatorLabel: Part<'span', IndicatorLabelProps> = definePart(function IndicatorLabel() {
  const status = useApiStatus((api) => api.status)
  return ['span', { 'data-api-status': 'indicator-label', children: useStatusText() }, { status }]
})
