'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { LastChecked } from '../age/LastChecked.js'
import { ReportAge } from '../age/ReportAge.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import type { ComponentArrangement } from '../components/arrangeComponents.js'
import { ComponentList } from '../components/ComponentList.js'
import type { HeadingLevel } from '../headingLevel.js'
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
 * Props of {@link StatusPanel}: those of `Panel.Root`, how the components are arranged, how many days the timeline
 * shows, and the level of its headings. `children` follow the rest.
 */
export type StatusPanelProps = PanelRootProps &
  ComponentArrangement & {
    /** How many days the timeline shows, from 1 to 90. @default 90 */
    readonly days?: number | undefined
    /** How deep the title stands in the outline of the page, from 1 to 6; sections are one deeper. @default 2 */
    readonly headingLevel?: HeadingLevel | undefined
  }

/**
 * All that is known of the service on one card: how it is and when somebody last looked, "Check now", its components,
 * planned maintenance, its history and its response times. What a check that someone asked for has found, trouble and
 * its end are announced to screen readers.
 */
export const StatusPanel: ForwardRefExoticComponent<StatusPanelProps & RefAttributes<HTMLElement>> =
  forwardRef<HTMLElement, StatusPanelProps>(function StatusPanel(
    { groups, labels, days, headingLevel = 2, children, ...props },
    ref,
  ) {
    const sectionLevel = Math.min(headingLevel + 1, 6) as HeadingLevel
    return (
      <PanelRoot {...props} ref={ref}>
        <PanelHead>
          <PanelSummary>
            <PanelTitle headingLevel={headingLevel} />
            <IndicatorRoot>
              <IndicatorLabel />
            </IndicatorRoot>
            <ReportAge />
            <LastChecked />
          </PanelSummary>
          <PanelRetry />
          <ConnectionAnnouncer />
        </PanelHead>
        <ComponentList groups={groups} labels={labels} headingLevel={sectionLevel} />
        <PanelMaintenance headingLevel={sectionLevel} />
        <StatusTimeline days={days} headingLevel={sectionLevel} />
        <LatencyLine headingLevel={sectionLevel} />
        {children}
      </PanelRoot>
    )
  })
