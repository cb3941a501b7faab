'use client'

import type { KeyboardEvent, PointerEvent } from 'react'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import type { TimelineState } from './readTimeline.js'
import { TimelineBar } from './TimelineBar.js'
import { useTimeline } from './TimelineContext.js'

/** Props of {@link TimelineBars}: those of an `svg`, and `render`. `children` replace the bars. */
export type TimelineBarsProps = PartProps<'svg', TimelineState>

/**
 * A bar for each day: one stop of the Tab key, and from there the arrow keys, Home and End. The bar nearest to mouse or
 * finger is picked, however narrow. Newest last, which is at the left where text runs from right to left.
 */
export const TimelineBars: Part<'svg', TimelineBarsProps> = definePart(function TimelineBars() {
  const timeline = useTimeline('Bars')
  const { days, words, select, point } = timeline

  function pick(event: PointerEvent<SVGElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const fromLeft = (event.clientX - left) / width
    const fromStart = isMirrored(event.currentTarget) ? 1 - fromLeft : fromLeft
    const nearest = days[Math.min(Math.max(Math.floor(fromStart * days.length), 0), days.length - 1)]
    // A finger leaves nothing behind that it is over.
    if (event.pointerType === 'mouse' && event.type === 'pointermove') point(nearest?.day)
    else select(nearest?.day)
  }

  const own = {
    'data-api-status': 'timeline-bars',
    ...(days.length > 0 && { role: 'listbox', 'aria-label': words.label, 'aria-orientation': 'horizontal' }),
    onPointerMove: pick,
    onPointerDown: pick,
    onPointerLeave: () => point(undefined),
    onKeyDown: move,
    children: days.map(({ day }) => <TimelineBar key={day} day={day} />),
  }
  return ['svg', own, timeline]
})

/** Moves the focus to another bar, as these are drawn. */
function move(event: KeyboardEvent<SVGElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const bars = [...event.currentTarget.querySelectorAll<SVGElement>('[role="option"]')]
  const at = bars.indexOf(event.target as SVGElement)
  const later = isMirrored(event.currentTarget) ? -1 : 1
  const target = { ArrowRight: at + later, ArrowLeft: at - later, Home: 0, End: bars.length - 1 }[event.key]
  // What else stands in it has keys of its own.
  if (at < 0 || target === undefined) return
  event.preventDefault()
  bars[target]?.focus()
}

/** As in the stylesheet, but by its style: `matches` throws at a `:dir()` that the browser doesn't know. */
function isMirrored(node: Element): boolean {
  return node.ownerDocument.defaultView?.getComputedStyle(node).direction === 'rtl'
}
