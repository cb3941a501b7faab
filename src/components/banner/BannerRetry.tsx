'use client'

import { useState } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { bannerWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerRetry}. */
export interface BannerRetryState {
  /** Its check is under way. */
  readonly isBusy: boolean
}

/** Props of {@link BannerRetry}: those of a `button`, and `render`. `children` replace the text. */
export type BannerRetryProps = PartProps<'button', BannerRetryState>

/** "Retry now": checks at once. There during trouble. Busy, it can't be used again, and keeps the focus. */
export const BannerRetry: Part<'button', BannerRetryProps> = definePart(function BannerRetry() {
  const { phase } = useNews('Retry')
  const monitor = useMonitor()
  const words = useWords('banner', bannerWords)
  const [isBusy, setBusy] = useState(false)
  if (phase === 'recovered') return null

  async function retry(): Promise<void> {
    setBusy(true)
    await monitor.check()
    setBusy(false)
  }

  const own = {
    'data-api-status': 'retry',
    type: 'button',
    // Not `disabled`, which would drop the focus.
    'aria-disabled': isBusy,
    onClick: () => !isBusy && void retry(),
    children: isBusy ? words.retrying : words.retry,
  }
  return ['button', own, { isBusy }]
})
