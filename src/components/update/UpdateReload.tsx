'use client'

import type { MouseEvent } from 'react'
import { updateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { markReload } from './reloadMark.js'
import { useUpdateNews } from './UpdateContext.js'
import type { UpdateState } from './UpdateRoot.js'

/** Props of {@link UpdateReload}: those of a `button`, and `render`. `children` replace the text. */
export type UpdateReloadProps = PartProps<'button', UpdateState> & {
  /** Gets the new version, where that takes more than reloading the page. Default: reloads the page. */
  readonly onReload?: ((buildId: string) => void) | undefined
}

/** "Reload": gets the new version. */
export const UpdateReload: Part<'button', UpdateReloadProps> = definePart(function UpdateReload({
  onReload,
  ...user
}: UpdateReloadProps) {
  const { buildId } = useUpdateNews('Reload')
  const words = useWords('update', updateWords)
  if (buildId === null) return null
  const own = {
    'data-api-status': 'reload',
    type: 'button',
    onClick({ currentTarget }: MouseEvent) {
      markReload(currentTarget, buildId)
      if (onReload) onReload(buildId)
      else currentTarget.ownerDocument.defaultView?.location.reload()
    },
    children: words.reload,
  }
  return ['button', own, { buildId }, user]
})
