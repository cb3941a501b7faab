'use client'

import type { ComponentProps } from 'react'
import { Components, useApiStatus } from 'react-api-status'
import { cn } from '@/lib/utils'
import { StatusShape } from './status-shape'

const NO_LABELS: Readonly<Record<string, string>> = {}

/** The components of the last report and how each of them is. `labels`: what people call them. */
export function ComponentList({
  labels = NO_LABELS,
  className,
  ...props
}: ComponentProps<typeof Components.Root> & { readonly labels?: typeof NO_LABELS }) {
  const names = Object.keys(useApiStatus((api) => api.components))
  names.sort()
  return (
    <Components.Root className={cn('text-sm', className)} {...props}>
      <Components.List className="divide-y">
        {names.map((name) => (
          <Components.Item
            key={name}
            name={name}
            label={labels[name] ?? name}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
          >
            <Components.Name className="font-medium wrap-anywhere" />{' '}
            <Components.Status
              className="inline-flex items-center gap-2 text-muted-foreground"
              render={({ children, ...own }, { status }) => (
                <span {...own}>
                  {children}
                  <StatusShape status={status} />
                </span>
              )}
            />
          </Components.Item>
        ))}
      </Components.List>
    </Components.Root>
  )
}
