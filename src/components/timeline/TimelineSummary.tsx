'use client'

import { timelineWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useWords } from '../WordsProvider.js'
import type { TimelineState } from './readTimeline.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineSummary}: those of a `div`, and `render`. `children` replace the text. */
export type TimelineSummaryProps = PartProps<'div', TimelineState>

/** What this is, all of it in a sentence, and whose view it is: "As seen from this browser". */
export const TimelineSummary: Part<'div', TimelineSummaryProps> = definePart(function TimelineSummary() {
  const timeline = useTimeline('Summary')
  const { label, seenFromHere } = useWords('timeline', timelineWords)
  const children = (
    <>
      <b>{label}</b> <span>{timeline.summary}</span> <small>{seenFromHere}</small>
    </>
  )
  return ['div', { 'data-api-status': 'timeline-summary', children }, timeline]
})
