'use client'

import { useCallback, useMemo } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { updateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { RANK } from '../stage/stage.js'
import { useBanner } from '../stage/useBanner.js'
import { useKept } from '../stage/useKept.js'
import { useNotice } from '../stage/useNotice.js'
import { useWords } from '../WordsProvider.js'
import { UpdateContext } from './UpdateContext.js'
import { updateWatch } from './updateWatch.js'
import type { UpdateOptions } from './updateWatch.js'
import { useUpdate } from './useUpdate.js'

/** The state of an {@link UpdateRoot}. */
export interface UpdateState {
  /** The new version; `null` while there is none to tell of. */
  readonly buildId: string | null
}

/** Props of {@link UpdateRoot}: those of a `section`, `render`, and what counts as new. */
export type UpdateRootProps = PartProps<'section', UpdateState> & UpdateOptions

/**
 * A banner about a new version of the app: there from the first render on, empty and hidden until the back end has
 * settled on one, while another banner has something to tell, and during trouble. Once for each version; not for one
 * that this tab was reloaded for in vain. Dismissed by Escape too.
 *
 * Throws a `RangeError` for a duration that is none.
 */
export const UpdateRoot: Part<'section', UpdateRootProps> = definePart(function UpdateRoot({
  buildId: running,
  settleFor,
  children,
  ...user
}: UpdateRootProps) {
  const { attach } = updateWatch(useMonitor())
  const current = useUpdate({ buildId: running, settleFor })
  const kept = useKept(current.buildId === null ? null : current)
  const words = useWords('update', updateWords)
  const [isShown, place] = useNotice(
    current.buildId === null ? null : RANK.update,
    `update ${kept?.buildId}`,
    [words.title, words.detail],
  )
  const update = useMemo(() => {
    const { buildId, dismiss } = (isShown && kept) || current
    return {
      buildId,
      dismiss() {
        place.dismiss()
        dismiss()
      },
    }
  }, [isShown, kept, current, place])
  const { buildId, dismiss } = update
  const settle = useCallback(
    (node: Element | null) => {
      attach(node)
      place.attach(node)
    },
    [attach, place],
  )
  const own = {
    ...useBanner({ label: words.label, isShown, place, dismiss, keeper: place }),
    ref: settle,
    'data-api-status': 'update',
    children: isShown && <UpdateContext.Provider value={update}>{children}</UpdateContext.Provider>,
  }
  return ['section', own, { buildId }, user]
})
