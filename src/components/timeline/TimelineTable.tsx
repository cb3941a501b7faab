'use client'

import { useState } from 'react'
import type { SyntheticEvent } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { TimelineState } from './readTimeline.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineTable}: those of a `details`, and `render`. `children` replace the table. */
export type TimelineTableProps = PartProps<'details', TimelineState>

/**
 * The same as a table that opens on demand, and is made then: newest day first, as far back as something was recorded.
 */
export const TimelineTable: Part<'details', TimelineTableProps> = definePart(function TimelineTable() {
  const timeline = useTimeline('Table')
  const [isOpen, setOpen] = useState(false)
  const { days, words } = timeline
  const newestFirst = days.slice(days.findIndex(({ findings }) => findings.length > 0))
  newestFirst.reverse()
  const children = (
    <>
      <summary>{words.asTable}</summary>
      {isOpen && (
        <table>
          <caption>{words.seenFromHere}</caption>
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              <th scope="col">{words.checks}</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map(({ day, date, found }) => (
              <tr key={day}>
                <th scope="row">{date}</th>
                <td>{found}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
  const own = {
    'data-api-status': 'timeline-table',
    onToggle: (event: SyntheticEvent<HTMLDetailsElement>) => setOpen(event.currentTarget.open),
    children,
  }
  return ['details', own, timeline]
})
