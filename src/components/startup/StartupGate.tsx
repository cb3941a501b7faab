'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { StartupElapsed } from './StartupElapsed.js'
import { StartupFront } from './StartupFront.js'
import { StartupMessage } from './StartupMessage.js'
import { StartupRetry } from './StartupRetry.js'
import { StartupRoot } from './StartupRoot.js'
import type { StartupRootProps } from './StartupRoot.js'
import { StartupSkip } from './StartupSkip.js'

/** Props of {@link StartupGate}: those of `Startup.Root`. */
export type StartupGateProps = Omit<StartupRootProps, 'fallback'> & {
  /** What stands there until the back end has answered. @default message, elapsed time and two buttons, centred */
  readonly fallback?: ReactNode
}

/**
 * Around an app whose server may have to wake up first. Shows nothing for a moment, then that it is connecting, then
 * that the server is waking up; later how long it has taken, "Try again" and "Go on without it". The children come at
 * once with the first answer, also right after the spinner, which fades in so slowly that it doesn't flicker. They stay:
 * later trouble is told by a banner. With the provider's `initialReport` they are there from the first render on.
 *
 * Throws a `RangeError` for a duration that is none.
 *
 * @example
 * <StartupGate><App /></StartupGate>
 */
export const StartupGate: ForwardRefExoticComponent<StartupGateProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, StartupGateProps>(function StartupGate({ fallback = FRONT, ...props }, ref) {
    return (
      <>
        {/* Beside the root: what is said inside of something busy may go unheard. */}
        <ConnectionAnnouncer />
        <StartupRoot {...props} fallback={fallback} ref={ref} />
      </>
    )
  })

const FRONT: ReactNode = (
  <StartupFront>
    <StartupMessage />
    <StartupElapsed />
    <StartupRetry />
    <StartupSkip />
  </StartupFront>
)
