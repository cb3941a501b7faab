'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLatencies } from './LatencyContext.js'
import type { Latencies } from './readLatencies.js'

/** Props of {@link LatencyChart}: those of an `svg`, and `render`. `children` replace what is drawn. */
export type LatencyChartProps = PartProps<'svg', Latencies>

/** Where the line is highest and lowest: of 100 from the top. */
const TOP = 14
const BOTTOM = 96

/**
 * The line that is drawn of them, the newest answer at its end; at the left where text runs from right to left. Hidden from screen readers, as
 * `Latency.Summary` says what it shows.
 */
export const LatencyChart: Part<'svg', LatencyChartProps> = definePart(function LatencyChart() {
  const latencies = useLatencies('Chart')
  const { samples, figures } = latencies
  const ceiling = figures?.ceiling || 1
  const points = samples.map(({ ms }, index) => ({
    ms,
    x: round((samples.length > 1 ? index / (samples.length - 1) : 1) * 100),
    y: round(BOTTOM - Math.min(ms / ceiling, 1) * (BOTTOM - TOP)),
  }))
  const line = points.map(({ x, y }) => `${x},${y}`).join(' ')
  const [first] = points
  const last = points.at(-1)
  const own = {
    'data-api-status': 'latency-chart',
    'aria-hidden': true,
    viewBox: '0 0 100 100',
    preserveAspectRatio: 'none',
    children: first && last && (
      <>
        <polygon points={`${first.x},100 ${line} 100,100`} />
        <polyline points={line} />
        {/* A line of no length, with round ends, is a dot that the stretched picture does not stretch. */}
        <path
          d={points
            .filter(({ ms }) => ms > ceiling)
            .map(({ x }) => `M${x} 3h0`)
            .join('')}
        />
        <path d={`M${last.x} ${last.y}h0`} />
      </>
    ),
  }
  return ['svg', own, latencies]
})

function round(value: number): number {
  return Math.round(value * 100) / 100
}
