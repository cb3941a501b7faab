'use client'

import type { ComponentType, ReactNode } from 'react'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import type { PartOutput } from '../part.js'
import { GateFront } from './GateFront.js'
import { GateNotice } from './GateNotice.js'
import type { GateRootProps, GateState } from './GateRoot.js'
import { useGateRoot } from './useGateRoot.js'

/** Props of a gate that is ready to use: those of its root, and what stands in front. */
type ReadyGateProps = Omit<GateRootProps, 'isClosed'> & { readonly fallback?: ReactNode }

/**
 * A gate that is ready to use, as what a part makes of its user's props. While it is closed, `fallback` stands in place
 * of its content; without one, the content is as `whenClosed` says, under a notice with the reason.
 */
export function useReadyGate<WhenClosed extends string>(
  isClosed: boolean,
  reason: ReactNode,
  Content: ComponentType<{ readonly whenClosed: WhenClosed | 'hidden'; readonly children: ReactNode }>,
  whenClosed: WhenClosed,
  { fallback, children, ...user }: ReadyGateProps,
): PartOutput<'div', GateState> {
  // Also with `null`: then nothing stands in place of the content.
  const hasFallback = fallback !== undefined
  const all = (
    <>
      {/* First, so that it comes before an announcer among the children, which may come to be hidden. */}
      <ConnectionAnnouncer />
      <GateFront>{hasFallback ? fallback : <GateNotice>{reason}</GateNotice>}</GateFront>
      <Content whenClosed={hasFallback ? 'hidden' : whenClosed}>{children}</Content>
    </>
  )
  return useGateRoot(isClosed, all, user)
}
