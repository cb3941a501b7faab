'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Update } from 'react-api-status'
import type { UpdateBannerProps } from 'react-api-status'
import { cn } from '@/lib/utils'
import { bar, button, message, notice, quietButton } from './notice'
import { StatusShape } from './status-shape'

/**
 * Says that a new version of the app is live, and offers to reload the page: never by itself, never during trouble.
 * `onReload`: where getting it takes more than that. `children` follow the message.
 */
export function UpdateBanner({
  onReload,
  className,
  children,
  ...props
}: ComponentProps<typeof Update.Root> & Pick<UpdateBannerProps, 'onReload'>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Update.Root className={cn(notice, bar, className)} {...props}>
        <Update.Message
          className={message}
          render={({ children: news, ...own }) => (
            <div {...own}>
              <StatusShape status="update" className="translate-y-px" />
              <p>{news}</p>
            </div>
          )}
        />
        {children}
        <Update.Reload className={button} onReload={onReload} />
        <Update.Dismiss className={quietButton} />
      </Update.Root>
    </>
  )
}
