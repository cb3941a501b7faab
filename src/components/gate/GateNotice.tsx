'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useGate } from './GateContext.js'
import type { GatePartState } from './GateFront.js'

/** Props of {@link GateNotice}: those of a `div`, and `render`. `children` are its text. */
export type GateNoticeProps = PartProps<'div', GatePartState>

/** The box in which a gate says why it is closed, with the shape of the status beside the text. */
export const GateNotice: Part<'div', GateNoticeProps> = definePart(function GateNotice() {
  const { isClosed } = useGate('Notice')
  return ['div', { 'data-api-status': 'gate-notice' }, { isClosed }]
})
