'use client'

import { updateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { useUpdateNews } from './UpdateContext.js'
import type { UpdateState } from './UpdateRoot.js'

/** Props of {@link UpdateDismiss}: those of a `button`, and `render`. `children` replace the text. */
export type UpdateDismissProps = PartProps<'button', UpdateState>

/** "Later": hides the banner until there is another version. */
export const UpdateDismiss: Part<'button', UpdateDismissProps> = definePart(function UpdateDismiss() {
  const { buildId, dismiss } = useUpdateNews('Dismiss')
  const words = useWords('update', updateWords)
  const own = { 'data-api-status': 'dismiss', type: 'button', onClick: dismiss, children: words.dismiss }
  return ['button', own, { buildId }]
})
