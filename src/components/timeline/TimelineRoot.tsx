'use client'

import { useMemo, useState } from 'react'
import { MOST_DAYS } from '../../health/history.js'
import { useHistory } from '../../react/useHistory.js'
import { timelineWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { calendarOf, readTimeline } from './readTimeline.js'
import type { TimelineState } from './readTimeline.js'
import { TimelineContext } from './TimelineContext.js'
import type { SharedTimeline } from './TimelineContext.js'

/** Props of {@link TimelineRoot}: those of a `div`, `render`, and how far back it goes. */
export type TimelineRootProps = PartProps<'div', TimelineState> & {
  /** How many days are shown, from 1 to 90, up to the newest that has been recorded. @default 90 */
  readonly days?: number | undefined
}

/**
 * A timeline: how the service has been by the day, in UTC, as seen from this browser.
 *
 * Throws a `RangeError` for a number of days that is none of 1 to 90.
 */
export const TimelineRoot: Part<'div', TimelineRootProps> = definePart(function TimelineRoot({
  days: count = MOST_DAYS,
  children,
  ...user
}: TimelineRootProps) {
  if (!(Number.isInteger(count) && count > 0 && count <= MOST_DAYS)) {
    throw new RangeError(
      `A timeline can't show so many days: expected \`days\` from 1 to ${MOST_DAYS}, got ${count}.`,
    )
  }
  const shared = useSharedTimeline(count)
  const own = {
    'data-api-status': 'timeline',
    'data-empty': shared.selected ? undefined : '',
    children: <TimelineContext.Provider value={shared}>{children}</TimelineContext.Provider>,
  }
  return ['div', own, shared, user]
})

function useSharedTimeline(count: number): SharedTimeline {
  const words = useWords('timeline', timelineWords)
  const locale = useLocale()
  const tallies = useHistory().days
  const newest = tallies.at(-1)?.day ?? ''
  const calendar = useMemo(() => calendarOf(newest, count, locale), [newest, count, locale])
  const timeline = useMemo(
    () => readTimeline(tallies, calendar, words, locale),
    [tallies, calendar, words, locale],
  )
  const [selectedDay, select] = useState<string>()
  const [pointedDay, point] = useState<string>()
  const find = (wanted: string | undefined) => timeline.days.find(({ day }) => day === wanted)
  const selected = find(selectedDay) ?? timeline.days.at(-1)
  const shown = find(pointedDay) ?? selected
  return { ...timeline, words, selected, shown, select, point }
}
