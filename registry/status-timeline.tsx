'use client'

import type { ComponentProps } from 'react'
import { Timeline } from 'react-api-status'
import type { HeadingProps } from 'react-api-status'
import { cn } from '@/lib/utils'

/**
 * How the service has been by the day, as seen from this browser: a bar for each, in words too, and as a table.
 * `children` follow the rest.
 */
export function StatusTimeline({
  headingLevel,
  className,
  children,
  ...props
}: ComponentProps<typeof Timeline.Root> & HeadingProps) {
  return (
    <Timeline.Root
      className={cn('grid gap-2 text-sm wrap-anywhere data-empty:[&>details]:invisible', className)}
      {...props}
    >
      <Timeline.Summary
        headingLevel={headingLevel}
        className="flex flex-wrap items-baseline justify-between gap-x-3 *:first:font-semibold [&>small]:text-muted-foreground [&>span]:order-1 [&>span]:basis-full"
      />
      <Timeline.Bars
        className={cn(
          'h-12 w-full touch-pan-y overflow-visible rtl:-scale-x-100',
          '[&_rect]:fill-status-unknown [&_rect[data-status=degraded]]:fill-status-degraded [&_rect[data-status=healthy]]:fill-status-healthy [&_rect[data-status=offline]]:fill-status-offline [&_rect[data-status=unhealthy]]:fill-status-unhealthy',
          '[&_g]:stroke-2 [&_g]:outline-none [&_g]:[paint-order:stroke] [&_g:focus-visible]:stroke-[6px] [&_g:focus-visible]:stroke-ring [&_g[data-shown]]:stroke-foreground [&_line]:stroke-muted-foreground [&_line]:[stroke-dasharray:2_4]',
        )}
      />
      {/* The longest sentence takes its room beside the one that is seen: nothing moves from day to day. */}
      <Timeline.Detail className="flow-root min-h-lh before:invisible before:float-start before:-me-[100%] before:max-h-[4lh] before:w-full before:overflow-hidden before:content-[attr(data-longest)_/_'']" />
      <Timeline.Table className="text-muted-foreground [&_:is(th,td)]:py-1 [&_:is(th,td)]:text-end [&_:is(th,td)]:font-normal [&_:is(th,td):first-child]:text-start [&_caption]:text-start [&_summary]:w-fit [&_summary]:cursor-pointer [&_table]:mt-2 [&_table]:w-full [&_table]:tabular-nums" />
      {children}
    </Timeline.Root>
  )
}
