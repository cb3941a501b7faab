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

/** Holds the entry around; `null` outside of one. */
export const EntryContext: Context<ComponentEntry | null> = createContext<ComponentEntry | null>(null)

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
