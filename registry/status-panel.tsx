'use client'

import type { ComponentProps } from 'react'
import { LastChecked, Panel } from 'react-api-status'
import { cn } from '@/lib/utils'
import { ComponentList } from './component-list'
import { button } from './notice'
import { StatusIndicator } from './status-indicator'
import { StatusTimeline } from './status-timeline'

/** All that is known of the service on one card. */
export function StatusPanel({
  labels,
  className,
  children,
  ...props
}: ComponentProps<typeof Panel.Root> & Pick<ComponentProps<typeof ComponentList>, 'labels'>) {
  return (
    <Panel.Root
      className={cn(
        'divide-y rounded-xl border bg-card text-sm text-card-foreground shadow-sm *:px-6 *:py-4',
        className,
      )}
      {...props}
    >
      <Panel.Head className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Panel.Title className="basis-full text-base font-semibold" />
        <StatusIndicator className="font-medium" />
        <LastChecked className="text-muted-foreground" />
        <Panel.Retry className={cn(button, 'ms-auto')} />
      </Panel.Head>
      <ComponentList {...(labels && { labels })} />
      <Panel.Maintenance className="[&>h3]:font-medium [&_time]:text-muted-foreground" />
      <StatusTimeline />
      {children}
    </Panel.Root>
  )
}
