'use client'

import type { ComponentProps } from 'react'
import { Indicator, ReportAge, useApiStatus } from 'react-api-status'
import { cn } from '@/lib/utils'
import { StatusShape } from './status-shape'

const textAndAge = (
  <>
    <Indicator.Label /> <ReportAge className="text-muted-foreground" />
  </>
)

/**
 * The status in a shape, a colour and a few words, and how old that knowledge is when it is stale. `children` replace
 * the text and the age.
 */
export function StatusIndicator({
  className,
  children = textAndAge,
  ...props
}: ComponentProps<typeof Indicator.Root>) {
  return (
    <Indicator.Root
      className={cn(
        'inline-flex max-w-full flex-wrap items-center gap-x-2 text-sm wrap-anywhere',
        'data-[variant=pill]:rounded-full data-[variant=pill]:border data-[variant=pill]:px-3 data-[variant=pill]:py-1',
        // A dot's words are for those who listen; a pointer gets them as `title`.
        'data-[variant=dot]:*:data-api-status:sr-only',
        className,
      )}
      {...props}
    >
      <StatusShape status={useApiStatus((api) => api.status)} />
      {children}
    </Indicator.Root>
  )
}
