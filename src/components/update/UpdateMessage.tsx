'use client'

import { updateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { useUpdateNews } from './UpdateContext.js'
import type { UpdateState } from './UpdateRoot.js'

/** Props of {@link UpdateMessage}: those of a `div`, and `render`. `children` replace the text. */
export type UpdateMessageProps = PartProps<'div', UpdateState>

/** That there is a new version, and what to do before reloading. */
export const UpdateMessage: Part<'div', UpdateMessageProps> = definePart(function UpdateMessage() {
  const { buildId } = useUpdateNews('Message')
  const { title, detail } = useWords('update', updateWords)
  const children = <Sentences of={[title, detail]} />
  return ['div', { 'data-api-status': 'message', children }, { buildId }]
})
