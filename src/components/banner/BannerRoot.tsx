'use client'

import { useMemo } from 'react'
import { bannerWords } from '../../words/en.js'
import { isBlocking } from '../incident/incident.js'
import type { IncidentTiming } from '../incident/timing.js'
import { useIncidentWatch } from '../incident/useIncident.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { placeBy, RANK } from '../stage/stage.js'
import { useBanner } from '../stage/useBanner.js'
import { useStage } from '../stage/useStage.js'
import { statusAttributes } from '../statusAttributes.js'
import type { StatusState } from '../useStatusState.js'
import { useTiming } from '../useTiming.js'
import { useWords } from '../WordsProvider.js'
import { BannerContext } from './BannerContext.js'
import type { News } from './BannerContext.js'

/** The state of a {@link BannerRoot}: that of what it tells, which is a little behind the headline. */
export type BannerState = StatusState

/**
 * Props of {@link BannerRoot}: those of a `section`, `render`, and the timing. The timing holds for all widgets below
 * the same provider, while the banner is mounted; where banners differ, the last one's.
 */
export type BannerRootProps = PartProps<'section', BannerState> & IncidentTiming

/**
 * A banner: there from the first render on, empty and hidden until there is trouble to tell of, and while another banner
 * has more to say. It stays while pointer or focus is on it; Escape dismisses what may be dismissed.
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
  const [incident, watch] = useIncidentWatch()
  const news = incident.phase === 'calm' || incident.isDismissed ? null : incident
  const [isUp, place] = useStage(placeBy, news && rankOf(news))
  const isShown = isUp && news !== null
  const words = useWords('banner', bannerWords)

  const timing = useMemo(() => ({ showDelay, minShow, recoveryFor }), [showDelay, minShow, recoveryFor])
  useTiming(watch, timing)

  const own = {
    ...statusAttributes('banner', incident.snapshot),
    ...useBanner({
      label: words.label,
      isShown,
      place,
      dismiss: isBlocking(incident.snapshot) ? null : watch.dismiss,
      keeper: watch,
    }),
    children: isShown && <BannerContext.Provider value={news}>{children}</BannerContext.Provider>,
  }
  return ['section', own, incident.snapshot, user]
})

/** A `MaintenanceBanner` knows more of maintenance, and the end of trouble is as much to people as the trouble was. */
function rankOf({ phase, snapshot, announced }: News): (typeof RANK)['blocking' | 'trouble'] {
  const trouble = phase === 'trouble' ? snapshot : announced
  return isBlocking(trouble) && trouble.cause !== 'maintenance' ? RANK.blocking : RANK.trouble
}
