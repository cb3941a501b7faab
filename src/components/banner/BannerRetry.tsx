'use client'

import { useMonitor } from '../../react/useMonitor.js'
import { useRetry } from '../../react/useRetry.js'
import { bannerWords } from '../../words/en.js'
import { useAnnounce } from '../announcer/useAnnounce.js'
import { incidentWatch } from '../incident/incidentWatch.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useTelling } from '../text/useTelling.js'
import { useGap, useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerRetry}. */
export interface BannerRetryState {
  /** Its check is under way. */
  readonly isBusy: boolean
}

/** Props of {@link BannerRetry}: those of a `button`, and `render`. `children` replace the text. */
export type BannerRetryProps = PartProps<'button', BannerRetryState>

/**
 * "Retry now": checks at once. There during trouble. Busy, it can't be used again, and keeps the focus. What it finds is
 * announced, also when that is nothing new.
 */
export const BannerRetry: Part<'button', BannerRetryProps> = definePart(function BannerRetry() {
  const { phase } = useNews('Retry')
  const watch = incidentWatch(useMonitor())
  const words = useWords('banner', bannerWords)
  const announce = useAnnounce()
  const tell = useTelling()
  const gap = useGap()
  const { isBusy, retry } = useRetry()
  if (phase === 'recovered') return null

  async function reply(): Promise<void> {
    const hasChanged = await retry()
    const incident = watch.get()
    if (!hasChanged) announce(words.noChange)
    // What is worse, and that it is over, is told as it is.
    else if (incident.phase === 'trouble' && incident.announced !== incident.snapshot)
      announce(tell('trouble', incident.snapshot).join(gap))
  }

  const own = {
    'data-api-status': 'retry',
    type: 'button',
    // Not `disabled`, which would drop the focus.
    'aria-disabled': isBusy,
    onClick: () => !isBusy && void reply(),
    children: isBusy ? words.retrying : words.retry,
  }
  return ['button', own, { isBusy }]
})
