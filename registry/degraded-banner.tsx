'use client'

import type { ComponentProps } from 'react'
import { Banner, ConnectionAnnouncer } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, button, message, notice, quietButton, ticking } from './notice'
import { StatusShape } from './status-shape'

/**
 * Tells of trouble: what happened, what still works, when the next check comes. One banner is up at a time. `children`
 * follow the message.
 */
export function DegradedBanner({ className, children, ...props }: ComponentProps<typeof Banner.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Banner.Root
        className={cn(
          notice,
          bar,
          'data-[status=degraded]:border-status-degraded/50 data-[status=healthy]:border-status-healthy/50 data-[status=offline]:border-status-offline/50 data-[status=unhealthy]:border-status-unhealthy/50 data-[status=unknown]:border-status-unknown/50',
          className,
        )}
        {...props}
      >
        <Banner.Message
          className={message}
          render={({ children: news, ...own }, { snapshot }) => (
            <div {...own}>
              <StatusShape status={snapshot.status} className="translate-y-px" />
              <p>{news}</p>
            </div>
          )}
        />
        {children}
        <Banner.Countdown className={ticking} />
        <Banner.Retry className={button} />
        <Banner.Dismiss className={quietButton} />
        <Banner.Details className="basis-full ps-6 text-muted-foreground [&_summary]:w-fit [&_summary]:cursor-pointer" />
      </Banner.Root>
    </>
  )
}
