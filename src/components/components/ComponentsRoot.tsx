'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'

/** Props of {@link ComponentsRoot}: those of a `div`, and `render`. */
export type ComponentsRootProps = PartProps<'div', StatusState>

/** What lists of components stand in. */
export const ComponentsRoot: Part<'div', ComponentsRootProps> = definePart(function ComponentsRoot() {
  const state = useStatusState()
  return ['div', statusAttributes('components', state), state]
})
