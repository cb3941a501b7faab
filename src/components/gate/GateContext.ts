'use client'

import type { RefObject } from 'react'
import { partContext } from '../stage/partContext.js'
import type { PartContext } from '../stage/partContext.js'
import type { Referable } from '../useReferable.js'

/** What the parts of one gate know of each other. */
export interface GateLink {
  readonly isClosed: boolean
  /** What stands in front. */
  readonly front: RefObject<HTMLDivElement | null>
  /** The same, to be referred to by its id. */
  readonly reason: Referable
}

const gate: PartContext<GateLink> = partContext('Gate', 'no gate to follow')

export const GateContext: PartContext<GateLink>[0] = gate[0]

/** The gate around `part`. Throws an `Error` outside of one. */
export const useGate: PartContext<GateLink>[1] = gate[1]
