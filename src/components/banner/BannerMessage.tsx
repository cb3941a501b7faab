'use client'

import { ReportAge } from '../age/ReportAge.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { NewsText } from '../text/NewsText.js'
import { useNews } from './BannerContext.js'
import type { News } from './BannerContext.js'

/** Props of {@link BannerMessage}: those of a `div`, and `render`. `children` replace the text. */
export type BannerMessageProps = PartProps<'div', News>

/** What happened, what still works and is kept, which components are affected, and how old the report is. */
export const BannerMessage: Part<'div', BannerMessageProps> = definePart(function BannerMessage() {
  const news = useNews('Message')
  const { phase, snapshot, announced } = news
  const children = (
    <>
      <NewsText phase={phase} facts={phase === 'trouble' ? snapshot : announced} /> <ReportAge />
    </>
  )
  return ['div', { 'data-api-status': 'message', children }, news]
})
