'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Maintenance } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, notice, quietButton, text, ticking } from './notice'

/** Tells of maintenance, from a day before it begins to its end. */
export function MaintenanceBanner({
  className,
  children,
  ...props
}: ComponentProps<typeof Maintenance.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Maintenance.Root className={cn(notice, bar, className)} {...props}>
        <Maintenance.Message className={text} />
        {children}
        <Maintenance.Countdown className={ticking} />
        <Maintenance.Dismiss className={quietButton} />
      </Maintenance.Root>
    </>
  )
}
