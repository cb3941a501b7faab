'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'
import type { HealthStatus } from '../../health/status.js'

/** What a list of components tells of: one of them, or a group. The state of the parts that tell of it. */
export interface ComponentEntry {
  /** What people call it. */
  readonly label: string
  /** Of a group: the worst among its components. */
  readonly status: HealthStatus
}

/** The entry that a part stands in; a group's with the `id` of its head. */
type EntryAround = ComponentEntry & { readonly headId?: string }

/** Holds the entry around; `null` outside of one. */
export const EntryContext: Context<EntryAround | null> = createContext<EntryAround | null>(null)

/** The entry that a part tells of. Throws outside of one. */
export function useEntry(part: string): ComponentEntry {
  const entry = useContext(EntryContext)
  if (!entry) {
    throw new Error(
      `react-api-status: <Components.${part}> has no component to tell of. ` +
        'Put it into <Components.Item> or <Components.Group>.',
    )
  }
  return entry
}
