'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { useReferable } from '../useReferable.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { PanelContext } from './PanelContext.js'

/** Props of {@link PanelRoot}: those of a `section`, and `render`. */
export type PanelRootProps = PartProps<'section', StatusState>

/** A card: a region of the page that its title names. What stands in it directly is parted by fine lines. */
export const PanelRoot: Part<'section', PanelRootProps> = definePart(function PanelRoot({
  children,
  ...user
}: PanelRootProps) {
  const state = useStatusState()
  const title = useReferable()
  const own = {
    ...statusAttributes('panel', state),
    // It would outdo a label of the user's.
    'aria-labelledby': user['aria-label'] ? undefined : title.id,
    children: <PanelContext.Provider value={title}>{children}</PanelContext.Provider>,
  }
  return ['section', own, state, user]
})
