'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { StatusState } from '../useStatusState.js'
import { useGateRoot } from './useGateRoot.js'

/** The state of a gate. */
export interface GateState extends StatusState {
  readonly isClosed: boolean
}

/** Props of {@link GateRoot}: those of a `div`, `render`, and whether the gate is closed. */
export type GateRootProps = PartProps<'div', GateState> & {
  /** Whether the gate is closed. Ask a hook: `useLastReport`, `useApiStatus`. */
  readonly isClosed: boolean
}

/** A gate that you close yourself, around `Gate.Front` and `Gate.Content` or `Gate.Fields`. */
export const GateRoot: Part<'div', GateRootProps> = definePart(function GateRoot({
  isClosed,
  children,
  ...user
}: GateRootProps) {
  return useGateRoot(isClosed, children, user)
})
