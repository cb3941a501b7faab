'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useMergedRef } from '../useMergedRef.js'
import { useGate } from './GateContext.js'

/** The state of the parts inside a gate. */
export interface GatePartState {
  readonly isClosed: boolean
}

/** Props of {@link GateFront}: those of a `div`, and `render`. */
export type GateFrontProps = PartProps<'div', GatePartState>

/**
 * What stands in front of a closed gate; empty while it is open. Focus waits here while what had it is hidden, and
 * screen readers give its text as the reason why fields are disabled.
 */
export const GateFront: Part<'div', GateFrontProps> = definePart(function GateFront({
  children,
  ...user
}: GateFrontProps) {
  const { isClosed, front, reason } = useGate('Front')
  const own = {
    'data-api-status': 'gate-front',
    ref: useMergedRef(front, reason.ref, null),
    id: reason.id,
    tabIndex: -1,
    children: isClosed && children,
  }
  return ['div', own, { isClosed }, user]
})
