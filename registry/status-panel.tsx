'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Indicator, LastChecked, Panel, ReportAge } from 'react-api-status'
import type { HeadingLevel, StatusPanel as Widget } from 'react-api-status'
import { cn } from '@/lib/utils'
import { ComponentList } from './component-list'
import { LatencyLine } from './latency-line'
import { button } from './notice'
import { StatusIndicator } from './status-indicator'
import { StatusTimeline } from './status-timeline'

/** All that is known of the service on one card. What "Check now" finds is announced. `children` follow the rest. */
export function StatusPanel({
  groups,
  labels,
  days,
  headingLevel = 2,
  className,
  children,
  ...props
}: ComponentProps<typeof Widget>) {
  const sectionLevel = Math.min(headingLevel + 1, 6) as HeadingLevel
  return (
    <>
      <ConnectionAnnouncer />
      <Panel.Root
        className={cn(
          'divide-y rounded-xl border bg-card text-sm text-card-foreground shadow-sm wrap-anywhere *:px-6 *:py-4',
          className,
        )}
        {...props}
      >
        <Panel.Head className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Panel.Summary className="grid min-w-0 flex-[1_1_13rem] justify-items-start gap-1">
            <Panel.Title headingLevel={headingLevel} className="text-muted-foreground" />
            {/* Without the age, which stands below it. */}
            <StatusIndicator className="text-lg font-semibold">
              <Indicator.Label />
            </StatusIndicator>
            <ReportAge className="text-muted-foreground" />
            <LastChecked className="text-muted-foreground" />
          </Panel.Summary>
          <Panel.Retry className={button} />
        </Panel.Head>
        <ComponentList groups={groups} labels={labels} headingLevel={sectionLevel} />
        <Panel.Maintenance
          headingLevel={sectionLevel}
          className="*:first:font-semibold [&_li]:flex [&_li]:flex-wrap [&_li]:justify-between [&_li]:gap-x-4 [&_time]:text-muted-foreground"
        />
        <StatusTimeline days={days} headingLevel={sectionLevel} />
        <LatencyLine headingLevel={sectionLevel} />
        {children}
      </Panel.Root>
    </>
  )
}
