'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { bannerWords } from '../../words/en.js'
import { isBlocking } from '../incident/incident.js'
import { incidentWatch } from '../incident/incidentWatch.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'
import type { News } from './BannerContext.js'

/** Props of {@link BannerDismiss}: those of a `button`, and `render`. `children` replace the text. */
export type BannerDismissProps = PartProps<'button', News>

/**
 * Hides the banner until trouble is worse, or is over and comes again. Not there while people can't save or can't reach
 * the service (hiding that would cost them their work), nor on good news, which leaves by itself.
 */
export const BannerDismiss: Part<'button', BannerDismissProps> = definePart(function BannerDismiss() {
  const news = useNews('Dismiss')
  const { dismiss } = incidentWatch(useMonitor())
  const words = useWords('banner', bannerWords)
  if (news.phase === 'recovered' || isBlocking(news.snapshot)) return null
  const own = { 'data-api-status': 'dismiss', type: 'button', onClick: dismiss, children: words.dismiss }
  return ['button', own, news]
})
