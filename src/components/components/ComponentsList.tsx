'use client'

import { useContext } from 'react'
import { componentWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { EntryContext } from './EntryContext.js'

/** The state of a {@link ComponentsList}. */
export interface ComponentsListState {
  /** What people call the group that it is the list of; `null` outside of one. */
  readonly group: string | null
}

/** Props of {@link ComponentsList}: those of a `ul`, and `render`. */
export type ComponentsListProps = PartProps<'ul', ComponentsListState>

/** A list of components, named by its group. */
export const ComponentsList: Part<'ul', ComponentsListProps> = definePart(function ComponentsList() {
  const group = useContext(EntryContext)?.label ?? null
  const { label } = useWords('components', componentWords)
  const own = {
    'data-api-status': 'component-list',
    // Safari takes a list without bullets for none. https://bugs.webkit.org/show_bug.cgi?id=170179
    role: 'list',
    'aria-label': group ?? label,
  }
  return ['ul', own, { group }]
})
