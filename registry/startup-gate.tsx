'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Startup } from 'react-api-status'
import { button, quietButton } from './notice'
import { StatusShape } from './status-shape'

const wait = (
  <Startup.Front className="flex min-h-60 flex-col items-center justify-center gap-3 p-6 text-center text-sm">
    <Startup.Message
      className="flex max-w-prose flex-col items-center gap-3"
      render={({ children, ...own }, { phase }) => (
        <div {...own}>
          <StatusShape status={phase === 'failed' ? 'unhealthy' : 'checking'} className="size-5" />
          <p>{children}</p>
        </div>
      )}
    />
    <Startup.Elapsed className="text-muted-foreground tabular-nums" />
    <div className="flex flex-wrap justify-center gap-2">
      <Startup.Retry className={button} />
      <Startup.Skip className={quietButton} />
    </div>
  </Startup.Front>
)

/** Around an app whose server may have to wake up first: says so, and lets people in with the first answer. */
export function StartupGate({ fallback = wait, ...props }: ComponentProps<typeof Startup.Root>) {
  return (
    <>
      <ConnectionAnnouncer />
      <Startup.Root fallback={fallback} {...props} />
    </>
  )
}
