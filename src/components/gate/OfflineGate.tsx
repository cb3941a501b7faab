'use client'

import type { ReactNode } from 'react'
import type { Headline } from '../../health/headline.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { statusAttributes } from '../statusAttributes.js'
import { NewsText } from '../text/NewsText.js'
import { useStatusState } from '../useStatusState.js'
import type { StatusState } from '../useStatusState.js'
import { GateContent } from './GateContent.js'

/** The state of an {@link OfflineGate}. */
export interface OfflineGateState extends StatusState {
  readonly isClosed: boolean
}

/** Props of {@link OfflineGate}: those of a `div`, and `render`. */
export type OfflineGateProps = PartProps<'div', OfflineGateState> & {
  /** The headlines that close the gate. @default ['offline'] */
  readonly when?: readonly Headline[]
  /** What stands in front of the children while the gate is closed. Without it they stay usable, under a notice. */
  readonly fallback?: ReactNode
}

const OFFLINE: readonly Headline[] = ['offline']

/**
 * Closes while the app can't be used as it should. The children stay mounted, so that what people have typed survives:
 * behind `fallback` they are hidden and inert, without one they stay usable under a notice. A state restored from
 * storage never closes it.
 */
export const OfflineGate: Part<'div', OfflineGateProps> = definePart(function OfflineGate({
  when = OFFLINE,
  fallback,
  children,
  ...user
}: OfflineGateProps) {
  const state = useStatusState()
  const { status, cause, source } = state
  const isClosed = when.includes(status) && (source === 'live' || source === 'shared')
  const front = fallback ?? (
    <div data-api-status="gate-notice">
      <div data-api-status="message">
        <NewsText phase="trouble" facts={{ status, cause, affected: [], report: null }} />
      </div>
    </div>
  )
  const own = {
    ...statusAttributes('gate', state),
    'data-closed': isClosed ? '' : undefined,
    children: (
      <>
        {/* First, so that it comes before an announcer among the children, which may come to be hidden. */}
        <ConnectionAnnouncer />
        <GateContent front={isClosed && front} isHidden={isClosed && fallback !== undefined}>
          {children}
        </GateContent>
      </>
    ),
  }
  return ['div', own, { ...state, isClosed }, user]
})
