'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Maintenance } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, message, notice, quietButton, ticking } from './notice'
import { StatusShape } from './status-shape'

/** Tells of maintenance, from a day before it begins to its end. `children` follow the message. */
export function MaintenanceBanner({
  className,
  children,
  ...props
}: ComponentProps<typeof Maintenance.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Maintenance.Root className={cn(notice, bar, className)} {...props}>
        <Maintenance.Message
          className={message}
          render={({ children: news, ...own }, { phase }) => (
            <div {...own}>
              {/* What is planned is no trouble yet. */}
              <StatusShape
                status="maintenance"
                className={cn('translate-y-px', phase !== 'planned' && 'text-status-degraded')}
              />
              <p>{news}</p>
            </div>
          )}
        />
        {children}
        <Maintenance.Countdown className={ticking} />
        <Maintenance.Dismiss className={quietButton} />
      </Maintenance.Root>
    </>
  )
}
