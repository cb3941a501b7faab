import type { ApiStatus } from 'react-api-status'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from '@/lib/utils'

type Shape = ApiStatus['status'] | 'maintenance' | 'update'

const colors: Record<Shape, string> = {
  healthy: 'text-status-healthy',
  degraded: 'text-status-degraded',
  unhealthy: 'text-status-unhealthy',
  offline: 'text-status-offline',
  unknown: 'text-status-unknown',
  checking: 'text-status-checking motion-safe:animate-pulse',
  maintenance: 'text-status-info',
  update: 'text-status-info',
}

/**
 * A disc, a triangle, a cross, a struck ring, a hollow diamond, three dots, two bars, an arrow: they differ without
 * their colours too.
 */
const shapes: Record<Shape, ReactElement> = {
  healthy: <circle cx="8" cy="8" r="7" fill="currentColor" />,
  degraded: <path d="M8 1 15.5 15H.5z" fill="currentColor" />,
  unhealthy: <path d="m3 3 10 10M13 3 3 13" stroke="currentColor" strokeWidth="4" />,
  offline: (
    <g fill="none" stroke="currentColor" strokeWidth="2">
      <circle cx="8" cy="8" r="6" />
      <path d="M4 12 12 4" />
    </g>
  ),
  unknown: <path d="m8 2 6 6-6 6-6-6z" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  checking: (
    <g fill="currentColor">
      <circle cx="2.5" cy="8" r="2" />
      <circle cx="8" cy="8" r="2" />
      <circle cx="13.5" cy="8" r="2" />
    </g>
  ),
  maintenance: <path d="M2 1h4.5v14H2zM9.5 1H14v14H9.5z" fill="currentColor" />,
  update: <path d="m8 1 7 7h-4v7H5V8H1z" fill="currentColor" />,
}

/** A status as a shape, or what else people are told. The words stand beside it. */
export function StatusShape({ status, className, ...props }: ComponentProps<'svg'> & { status: Shape }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn('size-3 shrink-0 forced-colors:text-[CanvasText]', colors[status], className)}
      {...props}
    >
      {shapes[status]}
    </svg>
  )
}
