'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import type { HeadingProps } from '../headingLevel.js'
import { LatencyChart } from './LatencyChart.js'
import { LatencyRoot } from './LatencyRoot.js'
import type { LatencyRootProps } from './LatencyRoot.js'
import { LatencySummary } from './LatencySummary.js'

/** Props of {@link LatencyLine}: those of `Latency.Root`, and the level of its heading. `children` follow the rest. */
export type LatencyLineProps = LatencyRootProps & HeadingProps

/** How long the last 60 answers took to come, in a sentence and as a line. */
export const LatencyLine: ForwardRefExoticComponent<LatencyLineProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, LatencyLineProps>(function LatencyLine(
    { headingLevel, children, ...props },
    ref,
  ) {
    return (
      <LatencyRoot {...props} ref={ref}>
        <LatencySummary headingLevel={headingLevel} />
        <LatencyChart />
        {children}
      </LatencyRoot>
    )
  })
