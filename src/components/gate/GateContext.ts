'use client'

import { createContext, useContext } from 'react'
import type { Context, RefObject } from 'react'

/** What the parts of one gate know of each other. */
export interface GateLink {
  readonly isClosed: boolean
  /** The id of what stands in front. */
  readonly frontId: string
  readonly front: RefObject<HTMLDivElement | null>
}

export const GateContext: Context<GateLink | null> = createContext<GateLink | null>(null)

/** The gate around `part`. Throws an `Error` outside of one. */
export function useGate(part: string): GateLink {
  const gate = useContext(GateContext)
  if (!gate) throw new Error(`<Gate.${part}> has no gate to follow here. Put it inside <Gate.Root>.`)
  return gate
}
