'use client'

import type { ComponentProps } from 'react'
import { Indicator, ReportAge } from 'react-api-status'
import { cn } from '@/lib/utils'
import { StatusShape } from './status-shape'

/** The status in a shape, a colour and a few words, and how old that knowledge is when it is stale. */
export function StatusIndicator({ className, ...props }: ComponentProps<typeof Indicator.Root>) {
  return (
    <Indicator.Root
      className={cn(
        'inline-flex flex-wrap items-center gap-x-2 text-sm data-[variant=pill]:rounded-full data-[variant=pill]:border data-[variant=pill]:px-3 data-[variant=pill]:py-1',
        className,
      )}
      render={(own, { status, variant }) => (
        <span {...own}>
          <StatusShape status={status} />
          <Indicator.Label className={variant === 'dot' ? 'sr-only' : undefined} />
          {variant !== 'dot' && <ReportAge className="text-muted-foreground" />}
        </span>
      )}
      {...props}
    />
  )
}
