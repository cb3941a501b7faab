'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useEntry } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'

/** Props of {@link ComponentsName}: those of a `span`, and `render`. `children` replace the text. */
export type ComponentsNameProps = PartProps<'span', ComponentEntry>

/** What people call the component, or the group. */
export const ComponentsName: Part<'span', ComponentsNameProps> = definePart(function ComponentsName() {
  const { label, status } = useEntry('Name')
  return ['span', { 'data-api-status': 'component-name', children: label }, { label, status }]
})
