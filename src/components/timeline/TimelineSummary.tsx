'use client'

import type { HeadingProps } from '../headingLevel.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { TimelineState } from './readTimeline.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineSummary}: those of a `div`, `render`, and the level of its heading. `children` replace all. */
export type TimelineSummaryProps = PartProps<'div', TimelineState> & HeadingProps

/** What this is, all of it in a sentence, and whose view it is: "As seen from this browser". */
export const TimelineSummary: Part<'div', TimelineSummaryProps> = definePart(function TimelineSummary({
  headingLevel = 3,
  ...user
}: TimelineSummaryProps) {
  const timeline = useTimeline('Summary')
  const { words } = timeline
  const Heading = `h${headingLevel}` as const
  const children = (
    <>
      <Heading>{words.label}</Heading> <span>{timeline.summary}</span> <small>{words.seenFromHere}</small>
    </>
  )
  return ['div', { 'data-api-status': 'timeline-summary', children }, timeline, user]
})
