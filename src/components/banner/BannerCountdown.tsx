'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { useNow } from '../../react/useNow.js'
import { bannerWords } from '../../words/en.js'
import { formatDuration } from '../age/formatDuration.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { useNews } from './BannerContext.js'

/** The state of a {@link BannerCountdown}. */
export interface BannerCountdownState {
  /** Until the next check, in whole seconds; 0 while it is due or under way. */
  readonly seconds: number
}

/** Props of {@link BannerCountdown}: those of a `span`, and `render`. `children` replace the text. */
export type BannerCountdownProps = PartProps<'span', BannerCountdownState>

/** When the next check comes: "Next try in 12 sec". There during trouble; each tick re-renders this text alone. */
export const BannerCountdown: Part<'span', BannerCountdownProps> = definePart(function BannerCountdown() {
  const { phase } = useNews('Countdown')
  const nextCheckAt = useApiStatus((api) => api.nextCheckAt)
  const now = useNow()
  const words = useWords('banner', bannerWords)
  const locale = useLocale()
  if (phase === 'recovered') return null
  const seconds = Math.max(0, Math.ceil(((nextCheckAt ?? 0) - (now ?? 0)) / 1000))
  const children = seconds > 0 ? words.nextTry(formatDuration(seconds * 1000, locale)) : words.trying
  const own = { 'data-api-status': 'countdown', role: 'timer', 'aria-live': 'off', children }
  return ['span', own, { seconds }]
})
