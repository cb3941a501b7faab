'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import type { HeadingProps } from '../headingLevel.js'
import { TimelineBars } from './TimelineBars.js'
import { TimelineDetail } from './TimelineDetail.js'
import { TimelineRoot } from './TimelineRoot.js'
import type { TimelineRootProps } from './TimelineRoot.js'
import { TimelineSummary } from './TimelineSummary.js'
import { TimelineTable } from './TimelineTable.js'

/** Props of {@link StatusTimeline}: those of `Timeline.Root`, and the level of its heading. `children` follow the rest. */
export type StatusTimelineProps = TimelineRootProps & HeadingProps

/**
 * How the service has been over the last 90 days, as seen from this browser: a bar for each day, the day at hand in a
 * sentence, all of them in another one, and the same as a table.
 *
 * Throws a `RangeError` for a number of days that is none of 1 to 90.
 */
export const StatusTimeline: ForwardRefExoticComponent<StatusTimelineProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, StatusTimelineProps>(function StatusTimeline(
    { headingLevel, children, ...props },
    ref,
  ) {
    return (
      <TimelineRoot {...props} ref={ref}>
        <TimelineSummary headingLevel={headingLevel} />
        <TimelineBars />
        <TimelineDetail />
        <TimelineTable />
        {children}
      </TimelineRoot>
    )
  })
