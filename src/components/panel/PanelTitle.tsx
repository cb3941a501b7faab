'use client'

import { useContext } from 'react'
import { panelWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'
import { PanelContext } from './PanelContext.js'

/** Props of {@link PanelTitle}: those of an `h2`, and `render`. `children` replace the text. */
export type PanelTitleProps = PartProps<'h2', StatusState>

/** Names the panel. For a heading of another level, `render={(props) => <h3 {...props} />}`. */
export const PanelTitle: Part<'h2', PanelTitleProps> = definePart(function PanelTitle() {
  const { title } = useWords('panel', panelWords)
  const own = { 'data-api-status': 'panel-title', id: useContext(PanelContext), children: title }
  return ['h2', own, useStatusState()]
})
