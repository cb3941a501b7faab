'use client'

import { useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import type { PartOutput } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useReferable } from '../useReferable.js'
import { useStatusState } from '../useStatusState.js'
import { GateContext } from './GateContext.js'
import type { GateState } from './GateRoot.js'

/** The root of a gate around `children`, as what a part makes of its user's props. */
export function useGateRoot(
  isClosed: boolean,
  children: ReactNode,
  user: object,
): PartOutput<'div', GateState> {
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
}
