'use client'

import type { ReactElement } from 'react'
import type { HeadingProps, HeadingTag } from '../headingLevel.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { ComponentsName } from './ComponentsName.js'
import { ComponentsStatus } from './ComponentsStatus.js'
import { useEntry } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'

/** Props of {@link ComponentsHead}: those of a heading, `render`, and its level. `children` replace name and status. */
export type ComponentsHeadProps = PartProps<HeadingTag, ComponentEntry> & HeadingProps

/** Heads a group with its name and its status. */
export const ComponentsHead: Part<HeadingTag, ComponentsHeadProps> = definePart(function ComponentsHead({
  headingLevel = 3,
  ...user
}: ComponentsHeadProps) {
  const { label, status } = useEntry('Head')
  const own = { 'data-api-status': 'component-head', children: nameAndStatus }
  return [`h${headingLevel}`, own, { label, status }, user]
})

/** With the space that keeps the two words apart where they are read out. */
export const nameAndStatus: ReactElement = (
  <>
    <ComponentsName /> <ComponentsStatus />
  </>
)
