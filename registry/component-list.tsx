'use client'

import type { ComponentProps } from 'react'
import { ComponentList as Widget, Components, ReportAge, useApiStatus } from 'react-api-status'
import { cn } from '@/lib/utils'
import { StatusShape } from './status-shape'

/** Of one language for all, so that a server and each browser agree. */
const { compare } = new Intl.Collator('en', { numeric: true })

const NONE = {}
const row = 'flex flex-wrap items-baseline justify-between gap-x-4 py-2'

/** With the space that keeps the two apart where they are read out. */
const nameAndStatus = (
  <>
    <Components.Name className="wrap-anywhere" />{' '}
    <Components.Status
      className="inline-flex items-center gap-2 font-normal text-muted-foreground"
      render={({ children, ...own }, { status }) => (
        <span {...own}>
          {children}
          <StatusShape status={status} />
        </span>
      )}
    />
  </>
)

/**
 * The components of the last report and how each of them is: first those in no group, then the `groups`, each as well as
 * the worst of its components. `labels`: what people call them here, where the words of the page say nothing or something
 * else. `children` follow the lists.
 */
export function ComponentList({
  groups = NONE,
  labels = NONE,
  headingLevel,
  className,
  children,
  ...props
}: ComponentProps<typeof Widget>) {
  const reported = Object.keys(useApiStatus((api) => api.components))
  const grouped = Object.values(groups).flat()
  const given = new Map(Object.entries(labels))
  const rest = reported.filter((name) => !grouped.includes(name))
  rest.sort((one, other) => compare(given.get(one) ?? one, given.get(other) ?? other))
  const own = { className: cn('grid gap-4 text-sm', className), ...props }

  function list(names: readonly string[]) {
    if (names.length === 0) return null
    return (
      <Components.List className="divide-y">
        {names.map((name) => (
          <Components.Item key={name} name={name} label={given.get(name)} className={row}>
            {nameAndStatus}
          </Components.Item>
        ))}
      </Components.List>
    )
  }

  // The widget itself says, in the words of the page, that none are known.
  if (rest.length + grouped.length === 0) return <Widget {...own}>{children}</Widget>
  return (
    <Components.Root {...own}>
      {list(rest)}
      {Object.entries(groups).map(([title, names]) => (
        <Components.Group key={title} label={title} names={names}>
          <Components.Head headingLevel={headingLevel} className={cn(row, 'border-b font-semibold')}>
            {nameAndStatus}
          </Components.Head>
          {list(names)}
        </Components.Group>
      ))}
      <ReportAge className="text-muted-foreground" />
      {children}
    </Components.Root>
  )
}
