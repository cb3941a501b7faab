'use client'

import { componentWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { useEntry } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'

/** Props of {@link ComponentsStatus}: those of a `span`, and `render`. `children` replace the text. */
export type ComponentsStatusProps = PartProps<'span', ComponentEntry>

/** How the component, or the group, is: in words, with the shape beside them. */
export const ComponentsStatus: Part<'span', ComponentsStatusProps> = definePart(function ComponentsStatus() {
  const { label, status } = useEntry('Status')
  const words = useWords('components', componentWords)
  return [
    'span',
    { 'data-api-status': 'component-status', children: words.status[status] },
    { label, status },
  ]
})
