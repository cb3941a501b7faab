'use client'

import type { ComponentProps, ReactNode } from 'react'
import { ConnectionAnnouncer, Gate, useApiStatus } from 'react-api-status'
import { cn } from '@/lib/utils'
import { notice } from './notice'
import { StatusShape } from './status-shape'

/**
 * Closes while people are offline. Its children stay mounted, so that what they have typed is kept: hidden behind a
 * `fallback`, usable under a notice without one.
 */
export function OfflineGate({
  fallback,
  children,
  ...props
}: Omit<ComponentProps<typeof Gate.Root>, 'isClosed'> & { readonly fallback?: ReactNode }) {
  // What was only restored from storage, or rendered on a server, closes nothing.
  const isClosed = useApiStatus(
    ({ status, source }) => status === 'offline' && (source === 'live' || source === 'shared'),
  )
  return (
    <Gate.Root isClosed={isClosed} {...props}>
      <ConnectionAnnouncer />
      <Gate.Front className="focus-visible:outline-hidden">
        {fallback ?? (
          <Gate.Notice className={cn(notice, 'mb-3 flex items-baseline gap-3')}>
            <StatusShape status="offline" className="translate-y-px" />
            <p>
              <strong>You are offline.</strong> What you have typed stays on this page.
            </p>
          </Gate.Notice>
        )}
      </Gate.Front>
      <Gate.Content whenClosed={fallback === undefined ? 'usable' : 'hidden'}>{children}</Gate.Content>
    </Gate.Root>
  )
}
