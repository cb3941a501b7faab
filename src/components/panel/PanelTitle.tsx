'use client'

import { useContext } from 'react'
import { panelWords } from '../../words/en.js'
import type { HeadingProps, HeadingTag } from '../headingLevel.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'
import { PanelContext } from './PanelContext.js'

/** Props of {@link PanelTitle}: those of a heading, `render`, and its level: 2 unless it is given. `children` replace the text. */
export type PanelTitleProps = PartProps<HeadingTag, StatusState> & HeadingProps

/** Names the panel. */
export const PanelTitle: Part<HeadingTag, PanelTitleProps> = definePart(function PanelTitle({
  headingLevel = 2,
  ...user
}: PanelTitleProps) {
  const { title } = useWords('panel', panelWords)
  const own = { 'data-api-status': 'panel-title', ...useContext(PanelContext), children: title }
  return [`h${headingLevel}`, own, useStatusState(), user]
})
