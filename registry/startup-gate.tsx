'use client'

import type { ComponentProps } from 'react'
import { ConnectionAnnouncer, Startup } from 'react-api-status'
import type { StartupPending } from 'react-api-status'
import { button, quietButton } from './notice'
import { StatusShape } from './status-shape'

function shapeOf(phase: StartupPending['phase']) {
  if (phase === 'failed') return 'unhealthy'
  return phase === 'offline' ? 'offline' : 'checking'
}

/** It hangs from above rather than in the very middle, so that nothing moves when more is said below. */
const wait = (
  <Startup.Front className="mx-auto flex max-w-lg flex-wrap content-start justify-center gap-3 px-4 pt-[clamp(2rem,18vh,10rem)] pb-8 text-center text-sm text-balance wrap-anywhere">
    <Startup.Message
      // Unseen while the wait is quiet, but for 2 s at most: a page from a server may wait for its script.
      className="flex basis-full flex-col items-center gap-3 ease-in data-[phase=quiet]:invisible data-[phase=quiet]:animate-status-appear data-[phase=quiet]:opacity-0 motion-safe:transition-opacity motion-safe:duration-400"
      render={({ children, ...own }, { phase }) => (
        <div {...own}>
          <StatusShape status={shapeOf(phase)} className="size-5" />
          <p>{children}</p>
        </div>
      )}
    />
    <Startup.Elapsed className="basis-full text-muted-foreground tabular-nums" />
    <Startup.Retry className={button} />
    <Startup.Skip className={quietButton} />
  </Startup.Front>
)

/** Around an app whose server may have to wake up first: says so, and lets people in with the first answer. */
export function StartupGate({ fallback = wait, ...props }: ComponentProps<typeof Startup.Root>) {
  return (
    <>
      {/* Beside the root: what is said inside of something busy may go unheard. */}
      <ConnectionAnnouncer />
      <Startup.Root fallback={fallback} {...props} />
    </>
  )
}
