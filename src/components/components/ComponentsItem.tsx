'use client'

import { useMemo } from 'react'
import { useComponentStatus } from '../../react/useComponentStatus.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { nameAndStatus } from './ComponentsHead.js'
import { useLabels } from '../WordsProvider.js'
import { EntryContext } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'
import { labelOf } from './labelOf.js'

/** Props of {@link ComponentsItem}: those of an `li`, `render`, and which component it is. */
export type ComponentsItemProps = PartProps<'li', ComponentEntry> & {
  /** The component's name in the report. */
  readonly name: string
  /** What people call it. @default as `components.labels` of the words says, else `name` */
  readonly label?: string | undefined
}

/** One component: its name and its status. `children` replace these. Renders again when its own status changes. */
export const ComponentsItem: Part<'li', ComponentsItemProps> = definePart(function ComponentsItem({
  name,
  label: given,
  children = nameAndStatus,
  ...user
}: ComponentsItemProps) {
  const labels = useLabels()
  const label = given ?? labelOf(name, labels)
  const status = useComponentStatus(name)
  const entry = useMemo(() => ({ label, status }), [label, status])
  const own = {
    'data-api-status': 'component',
    'data-status': status,
    'data-component': name,
    children: <EntryContext.Provider value={entry}>{children}</EntryContext.Provider>,
  }
  return ['li', own, entry, user]
})
