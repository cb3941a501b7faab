'use client'

import { useContext } from 'react'
import type { ReactElement } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { ComponentsName } from './ComponentsName.js'
import { ComponentsStatus } from './ComponentsStatus.js'
import { EntryContext, useEntry } from './EntryContext.js'
import type { ComponentEntry } from './EntryContext.js'

/** Props of {@link ComponentsHead}: those of a `p`, and `render`. `children` replace name and status. */
export type ComponentsHeadProps = PartProps<'p', ComponentEntry>

/** Heads a group with its name and its status, and names its list. For a heading, `render={<h3 />}`. */
export const ComponentsHead: Part<'p', ComponentsHeadProps> = definePart(function ComponentsHead() {
  const { label, status } = useEntry('Head')
  const own = {
    'data-api-status': 'component-head',
    id: useContext(EntryContext)?.headId,
    children: nameAndStatus,
  }
  return ['p', own, { label, status }]
})

/** With the space that keeps the two words apart where they are read out. */
export const nameAndStatus: ReactElement = (
  <>
    <ComponentsName /> <ComponentsStatus />
  </>
)
