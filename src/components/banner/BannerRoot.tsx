'use client'

import { useEffect } from 'react'
import type { KeyboardEvent } from 'react'
import { bannerWords } from '../../words/en.js'
import { isBlocking } from '../incident/incident.js'
import type { IncidentTiming } from '../incident/timing.js'
import { useIncident } from '../incident/useIncident.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import type { StatusState } from '../useStatusState.js'
import { useWords } from '../WordsProvider.js'
import { BannerContext } from './BannerContext.js'
import { useAttention } from './useAttention.js'

/** The state of a {@link BannerRoot}: that of what it tells, which is a little behind the headline. */
export type BannerState = StatusState

/**
 * Props of {@link BannerRoot}: those of a `section`, `render`, and the timing. The timing holds for all widgets below
 * the same provider.
 */
export type BannerRootProps = PartProps<'section', BannerState> & IncidentTiming

/**
 * A banner: there from the first render on, empty and hidden until there is trouble to tell of. Escape dismisses what
 * may be dismissed; good news stays while pointer or focus is on it.
 *
 * Throws a `RangeError` for a duration that is none.
 */
export const BannerRoot: Part<'section', BannerRootProps> = definePart(function BannerRoot({
  showDelay,
  minShow,
  recoveryFor,
  children,
  ...user
}: BannerRootProps) {
  const [incident, watch] = useIncident()
  const news = incident.phase === 'calm' || incident.isDismissed ? null : incident
  const words = useWords('banner', bannerWords)
  const attention = useAttention(watch, news !== null)

  useEffect(
    function configure() {
      watch.configure({ showDelay, minShow, recoveryFor })
    },
    [watch, showDelay, minShow, recoveryFor],
  )

  const own = {
    ...statusAttributes('banner', incident.snapshot),
    ...attention,
    'aria-label': words.label,
    // So that focus has somewhere to go when the part that had it leaves.
    tabIndex: -1,
    hidden: !news,
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape' && news && !isBlocking(news.snapshot)) watch.dismiss()
    },
    children: news && <BannerContext.Provider value={news}>{children}</BannerContext.Provider>,
  }
  return ['section', own, incident.snapshot, user]
})
