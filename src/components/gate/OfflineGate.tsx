'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'
import type { Headline } from '../../health/headline.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { NewsText } from '../text/NewsText.js'
import { useStatusState } from '../useStatusState.js'
import { GateContent } from './GateContent.js'
import { GateFront } from './GateFront.js'
import { GateNotice } from './GateNotice.js'
import { GateRoot } from './GateRoot.js'
import type { GateRootProps } from './GateRoot.js'

/** Props of {@link OfflineGate}: those of a `div`, `render`, and when it closes. */
export type OfflineGateProps = Omit<GateRootProps, 'isClosed'> & {
  /** The headlines that close the gate. @default ['offline'] */
  readonly when?: readonly Headline[] | undefined
  /** What stands in front of the children while the gate is closed. Without it they stay usable, under a notice. */
  readonly fallback?: ReactNode
}

const OFFLINE: readonly Headline[] = ['offline']

/**
 * Closes while the app can't be used as it should. The children stay mounted, so that what people have typed survives:
 * behind `fallback` they are hidden and inert, without one they stay usable under a notice. A state restored from
 * storage never closes it.
 */
export const OfflineGate: ForwardRefExoticComponent<OfflineGateProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, OfflineGateProps>(function OfflineGate(
    { when = OFFLINE, fallback, children, ...props },
    ref,
  ) {
    const { status, cause, source } = useStatusState()
    const isClosed = when.includes(status) && (source === 'live' || source === 'shared')
    return (
      <GateRoot {...props} ref={ref} isClosed={isClosed}>
        {/* First, so that it comes before an announcer among the children, which may come to be hidden. */}
        <ConnectionAnnouncer />
        <GateFront>
          {fallback ?? (
            <GateNotice>
              <NewsText phase="trouble" facts={{ status, cause, affected: [], report: null }} />
            </GateNotice>
          )}
        </GateFront>
        <GateContent whenClosed={fallback === undefined ? 'usable' : 'hidden'}>{children}</GateContent>
      </GateRoot>
    )
  })
