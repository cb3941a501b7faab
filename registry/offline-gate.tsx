'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Gate, OfflineGate as Widget, useApiStatus } from 'react-api-status'
import type { ApiStatus } from 'react-api-status'
import { cn } from '@/lib/utils'
import { notice, text } from './notice'
import { StatusShape } from './status-shape'

const OFFLINE: readonly ApiStatus['status'][] = ['offline']

/**
 * Closes while people are offline, or `when` the status is another that you name. Its children stay mounted, so that
 * what they have typed is kept: hidden behind a `fallback`, usable under a notice without one.
 */
export function OfflineGate({ when = OFFLINE, fallback, children, ...props }: ComponentProps<typeof Widget>) {
  const status = useApiStatus((api) => api.status)
  // What was only restored from storage, or rendered on a server, closes nothing.
  const isFoundHere = useApiStatus(({ source }) => source === 'live' || source === 'shared')
  return (
    <Gate.Root isClosed={isFoundHere && when.includes(status)} {...props}>
      {/* First, so that it comes before one among the children, which may come to be hidden. */}
      <ConnectionAnnouncer />
      <Gate.Front className="rounded-lg focus-visible:outline-hidden focus-visible:ring-2 focus-visible:ring-ring">
        {fallback ?? (
          <Gate.Notice className={cn(notice, text, 'mb-3')}>
            <StatusShape status={status} className="translate-y-px" />
            {/* Around nothing it is the reason alone: by its cause, and in the words of the page. */}
            <Widget when={when} />
          </Gate.Notice>
        )}
      </Gate.Front>
      <Gate.Content className="contents" whenClosed={fallback === undefined ? 'usable' : 'hidden'}>
        {children}
      </Gate.Content>
    </Gate.Root>
  )
}
