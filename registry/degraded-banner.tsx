'use client'

import type { ComponentProps } from 'react'
import { Banner, ConnectionAnnouncer } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, button, notice, quietButton, text, ticking } from './notice'
import { StatusShape } from './status-shape'

/** Tells of trouble: what happened, what still works, when the next check comes. One banner is up at a time. */
export function DegradedBanner({ className, children, ...props }: ComponentProps<typeof Banner.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Banner.Root
        className={cn(
          notice,
          bar,
          'data-[status=degraded]:border-status-degraded/50 data-[status=offline]:border-status-offline/50 data-[status=unhealthy]:border-status-unhealthy/50',
          className,
        )}
        {...props}
      >
        <Banner.Message
          className={cn(text, 'flex items-baseline gap-3')}
          render={({ children: message, ...own }, { snapshot }) => (
            <div {...own}>
              <StatusShape status={snapshot.status} className="translate-y-px" />
              <p>{message}</p>
            </div>
          )}
        />
        {children}
        <Banner.Countdown className={ticking} />
        <Banner.Retry className={button} />
        <Banner.Dismiss className={quietButton} />
        <Banner.Details className="basis-full text-muted-foreground" />
      </Banner.Root>
    </>
  )
}
