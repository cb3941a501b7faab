'use client'

import { useMemo } from 'react'
import { worstOf } from '../../health/status.js'
import { useApiStatus } from '../../react/useApiStatus.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { EntryContext } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'

/** Props of {@link ComponentsGroup}: those of a `div`, `render`, and what the group is made of. */
export type ComponentsGroupProps = PartProps<'div', ComponentEntry> & {
  /** What people call the group. */
  readonly label: string
  /** Its components, by their names in the report. */
  readonly names: readonly string[]
}

/** Components that belong together. The group is as well as the worst of them. */
export const ComponentsGroup: Part<'div', ComponentsGroupProps> = definePart(function ComponentsGroup({
  label,
  names,
  children,
  ...user
}: ComponentsGroupProps) {
  const status = useApiStatus(({ components }) =>
    worstOf(names.map((name) => components[name]?.status ?? 'unknown')),
  )
  const entry = useMemo(() => ({ label, status }), [label, status])
  const own = {
    'data-api-status': 'component-group',
    'data-status': status,
    children: <EntryContext.Provider value={entry}>{children}</EntryContext.Provider>,
  }
  return ['div', own, entry, user]
})
