'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'

/** Props of {@link PanelHead}: those of a `div`, and `render`. */
export type PanelHeadProps = PartProps<'div', StatusState>

/** The top of a panel: `Panel.Summary`, and beside it, where there is room, what can be done. */
export const PanelHead: Part<'div', PanelHeadProps> = definePart(function PanelHead() {
  return ['div', { 'data-api-status': 'panel-head' }, useStatusState()]
})
