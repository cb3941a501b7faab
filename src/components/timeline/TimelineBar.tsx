'use client'

import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { BASE, barShape } from './barShape.js'
import type { TimelineDay } from './readTimeline.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineBar}: those of a `g`, `render`, and which day it is. `children` replace what is drawn. */
export type TimelineBarProps = PartProps<'g', TimelineDay> & {
  /** The day in UTC, as `YYYY-MM-DD`. @default the selected one */
  readonly day?: string | undefined
}

/** Between two bars, as a share of the width of one. */
const GAP = 0.4

/**
 * One day: the shares of what its checks found, drawn to scale, and on top of them its worst status in a form of its
 * own. A dotted line where nothing was recorded. There when the timeline goes back as far.
 */
export const TimelineBar: Part<'g', TimelineBarProps> = definePart(function TimelineBar({
  day: wanted,
  ...user
}: TimelineBarProps) {
  const { days, selected, shown, select } = useTimeline('Bar')
  const index = days.findIndex(({ day }) => day === (wanted ?? selected?.day))
  const day = days[index]
  const drawing = useMemo(() => day && draw(day, index, days.length), [day, index, days.length])
  if (!day) return null
  const own = {
    'data-api-status': 'timeline-bar',
    'data-status': day.findings[0]?.status,
    'data-shown': day === shown ? '' : undefined,
    role: 'option',
    'aria-label': day.text,
    'aria-selected': day === selected,
    tabIndex: day === selected ? 0 : -1,
    onFocus: () => select(day.day),
    children: drawing,
  }
  return ['g', own, day, user]
})

/** In percent, so that bars grow with the page and strokes do not. */
function draw({ findings }: TimelineDay, index: number, count: number): ReactNode {
  const width = 100 / (count + (count - 1) * GAP)
  const x = index * width * (1 + GAP)
  const middle = percent(x + width / 2)
  if (findings.length === 0) return <line x1={middle} y1={percent(100 - BASE)} x2={middle} y2="100%" />
  return barShape(findings).map(([status, y, height]) => (
    <rect
      key={y}
      data-api-status="timeline-share"
      data-status={status}
      x={percent(x)}
      y={percent(y)}
      width={percent(width)}
      height={percent(height)}
    />
  ))
}

function percent(value: number): string {
  return `${+value.toFixed(3)}%`
}
