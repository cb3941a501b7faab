'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { LastChecked } from '../age/LastChecked.js'
import type { ComponentArrangement } from '../components/arrangeComponents.js'
import { ComponentList } from '../components/ComponentList.js'
import { IndicatorLabel } from '../indicator/IndicatorLabel.js'
import { IndicatorRoot } from '../indicator/IndicatorRoot.js'
import { LatencyLine } from '../latency/LatencyLine.js'
import { StatusTimeline } from '../timeline/StatusTimeline.js'
import { PanelHead } from './PanelHead.js'
import { PanelMaintenance } from './PanelMaintenance.js'
import { PanelRetry } from './PanelRetry.js'
import { PanelRoot } from './PanelRoot.js'
import type { PanelRootProps } from './PanelRoot.js'
import { PanelSummary } from './PanelSummary.js'
import { PanelTitle } from './PanelTitle.js'

/**
 * Props of {@link StatusPanel}: those of `Panel.Root`, how the components are arranged, and how many days the timeline
 * shows. `children` follow the rest.
 */
export type StatusPanelProps = PanelRootProps &
  ComponentArrangement & {
    /** How many days the timeline shows, from 1 to 90. @default 90 */
    readonly days?: number | undefined
  }

/**
 * All that is known of the service on one card: how it is and when somebody last looked, "Check now", its components,
 * planned maintenance, its history and its response times. Quiet: it is no live region.
 */
export const StatusPanel: ForwardRefExoticComponent<StatusPanelProps & RefAttributes<HTMLElement>> =
  forwardRef<HTMLElement, StatusPanelProps>(function StatusPanel(
    { groups, labels, days, children, ...props },
    ref,
  ) {
    return (
      <PanelRoot {...props} ref={ref}>
        <PanelHead>
          <PanelSummary>
            <PanelTitle />
            <IndicatorRoot>
              <IndicatorLabel />
            </IndicatorRoot>
            <LastChecked />
          </PanelSummary>
          <PanelRetry />
        </PanelHead>
        <ComponentList groups={groups} labels={labels} />
        <PanelMaintenance />
        <StatusTimeline days={days} />
        <LatencyLine />
        {children}
      </PanelRoot>
    )
  })
