'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Update } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, button, notice, quietButton, text } from './notice'

/** Says that a new version of the app is live, and offers to reload the page: never by itself, never during trouble. */
export function UpdateBanner({ className, children, ...props }: ComponentProps<typeof Update.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Update.Root className={cn(notice, bar, className)} {...props}>
        <Update.Message className={text} />
        {children}
        <Update.Reload className={button} />
        <Update.Dismiss className={quietButton} />
      </Update.Root>
    </>
  )
}
