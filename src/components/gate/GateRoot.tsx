'use client'

import { useMemo, useRef } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { useReferable } from '../useReferable.js'
import { GateContext } from './GateContext.js'

/** The state of a gate. */
export interface GateState extends StatusState {
  readonly isClosed: boolean
}

/** Props of {@link GateRoot}: those of a `div`, `render`, and whether the gate is closed. */
export type GateRootProps = PartProps<'div', GateState> & {
  /** Whether the gate is closed. Ask a hook: `useApiStatus`, `useFeatureStatus`. */
  readonly isClosed: boolean
}

/** A gate that you close yourself, around `Gate.Front` and `Gate.Content` or `Gate.Fields`. */
export const GateRoot: Part<'div', GateRootProps> = definePart(function GateRoot({
  isClosed,
  children,
  ...user
}: GateRootProps) {
  const status = useStatusState()
  const front = useRef<HTMLDivElement>(null)
  const reason = useReferable()
  const link = useMemo(() => ({ isClosed, front, reason }), [isClosed, reason])
  const own = {
    ...statusAttributes('gate', status),
    'data-closed': isClosed ? '' : undefined,
    children: <GateContext.Provider value={link}>{children}</GateContext.Provider>,
  }
  return ['div', own, { ...status, isClosed }, user]
})
