'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'

/** Props of {@link PanelSummary}: those of a `div`, and `render`. */
export type PanelSummaryProps = PartProps<'div', StatusState>

/** Title, indicator and age, one below the other. */
export const PanelSummary: Part<'div', PanelSummaryProps> = definePart(function PanelSummary() {
  return ['div', { 'data-api-status': 'panel-summary' }, useStatusState()]
})
