'use client'

import type { ComponentProps } from 'react'
import { Latency } from 'react-api-status'
import type { HeadingProps } from 'react-api-status'
import { cn } from '@/lib/utils'

/** How long the last 60 answers took to come, in a sentence and as a line. `children` follow the rest. */
export function LatencyLine({
  headingLevel,
  className,
  children,
  ...props
}: ComponentProps<typeof Latency.Root> & HeadingProps) {
  return (
    <Latency.Root className={cn('grid gap-2 text-sm wrap-anywhere', className)} {...props}>
      <Latency.Summary headingLevel={headingLevel} className="*:first:font-semibold" />
      <Latency.Chart
        className={cn(
          'h-12 w-full overflow-visible fill-none stroke-muted-foreground stroke-[1.5px] px-1 [stroke-linecap:round] [stroke-linejoin:round] *:[vector-effect:non-scaling-stroke] rtl:-scale-x-100 forced-colors:stroke-[CanvasText]',
          '[&>polygon]:fill-muted-foreground/12 [&>polygon]:stroke-none',
          '[&>path]:stroke-foreground [&>path]:stroke-4 forced-colors:[&>path]:stroke-[CanvasText] [&>path:last-child]:stroke-[7px]',
        )}
      />
      {children}
    </Latency.Root>
  )
}
