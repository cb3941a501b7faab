'use client'

import type { RefObject } from 'react'
import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'
import type { Referable } from '../useReferable.js'

/** What the parts of one gate know of each other. */
export interface GateLink {
  readonly isClosed: boolean
  /** What stands in front. */
  readonly front: RefObject<HTMLDivElement | null>
  /** The same, to be referred to by its id. */
  readonly reason: Referable
}

export const GateContext: PartContext<GateLink> = partContext('Gate')

/** The gate around `part`. Throws an `Error` outside of one. */
export const useGate: PartContext<GateLink>['use'] = GateContext.use
