'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { TimelineState } from './readTimeline.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineDetail}: those of a `p`, and `render`. `children` replace the text. */
export type TimelineDetailProps = PartProps<'p', TimelineState>

/** The day that is pointed at, or was selected last, in a sentence. It has room for the longest of them. */
export const TimelineDetail: Part<'p', TimelineDetailProps> = definePart(function TimelineDetail() {
  const timeline = useTimeline('Detail')
  const { days, shown } = timeline
  const longest = days.reduce((longer, { text }) => (text.length > longer.length ? text : longer), '')
  const own = { 'data-api-status': 'timeline-detail', 'data-longest': longest, children: shown?.text }
  return ['p', own, timeline]
})
