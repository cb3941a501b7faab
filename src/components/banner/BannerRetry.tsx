'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { bannerWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { isTold } from '../incident/incident.js'
import { incidentWatch } from '../incident/incidentWatch.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useTelling } from '../text/useTelling.js'
import { useRetryButton } from '../useRetryButton.js'
import type { RetryButtonState } from '../useRetryButton.js'
import { useGap, useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerRetry}. */
export type BannerRetryState = RetryButtonState

/** Props of {@link BannerRetry}: those of a `button`, and `render`. `children` replace the text. */
export type BannerRetryProps = PartProps<'button', BannerRetryState>

/**
 * "Retry now": checks at once. There during trouble. Busy, it can't be used again, and keeps the focus. What it finds is
 * announced, also when that is nothing new.
 */
export const BannerRetry: Part<'button', BannerRetryProps> = definePart(function BannerRetry() {
  const { phase } = useNews('Retry')
  const monitor = useMonitor()
  const words = useWords('banner', bannerWords)
  const announce = useAnnounce()
  const tell = useTelling()
  const gap = useGap()
  const button = useRetryButton('retry', words, (hasChanged) => {
    const snapshot = monitor.getSnapshot()
    if (!hasChanged) announce(words.noChange)
    // What is worse, and that it is over, is told as it is.
    else if (!isTold(incidentWatch(monitor).get(), snapshot))
      announce(tell(snapshot.status === 'healthy' ? 'recovered' : 'trouble', snapshot).join(gap))
  })
  return phase === 'trouble' ? button : null
})
