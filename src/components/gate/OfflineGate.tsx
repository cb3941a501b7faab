'use client'

import type { ReactNode } from 'react'
import type { Headline } from '../../health/headline.js'
import { definePart } from '../part.js'
import type { Part } from '../part.js'
import { NewsText } from '../text/NewsText.js'
import { useStatusState } from '../useStatusState.js'
import { GateContent } from './GateContent.js'
import type { GateRootProps } from './GateRoot.js'
import { useLasting } from './useLasting.js'
import { useReadyGate } from './useReadyGate.js'

/** Props of {@link OfflineGate}: those of a `div`, `render`, and when it closes. */
export type OfflineGateProps = Omit<GateRootProps, 'isClosed'> & {
  /** The headlines that close the gate. @default ['offline'] */
  readonly when?: readonly Headline[] | undefined
  /** What stands in front of the children while the gate is closed. Without it they stay usable, under a notice. */
  readonly fallback?: ReactNode
}

const OFFLINE: readonly Headline[] = ['offline']

/**
 * Closes while the app can't be used as it should: once that has lasted for 1.5 s, and it opens at once. The children
 * stay mounted, so that what people have typed survives: behind `fallback` they are hidden and inert, without one they
 * stay usable under a notice. A state restored from storage never closes it.
 */
export const OfflineGate: Part<'div', OfflineGateProps> = definePart(function OfflineGate({
  when = OFFLINE,
  ...user
}: OfflineGateProps) {
  const { status, cause, source } = useStatusState()
  const isFoundHere = source === 'live' || source === 'shared'
  return useReadyGate(
    useLasting(isFoundHere && when.includes(status)),
    <NewsText phase="trouble" facts={{ status, cause, affected: [], report: null }} />,
    GateContent,
    'usable',
    user,
  )
})
