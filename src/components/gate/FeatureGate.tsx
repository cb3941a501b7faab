'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'
import { featureStatus } from '../../health/featureStatus.js'
import type { HealthStatus } from '../../health/status.js'
import { gateWords } from '../../words/en.js'
import { ConnectionAnnouncer } from '../announcer/ConnectionAnnouncer.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { GateContent } from './GateContent.js'
import { GateFront } from './GateFront.js'
import { GateNotice } from './GateNotice.js'
import { GateRoot } from './GateRoot.js'
import type { GateRootProps } from './GateRoot.js'
import { useLastReport } from './useLastReport.js'

/** Props of {@link FeatureGate}: those of a `div`, `render`, what it needs and when it closes. */
export type FeatureGateProps = Omit<GateRootProps, 'isClosed'> & {
  /** What the children can't do without: names of components, or of features that components have as `impact`. */
  readonly needs: string | readonly string[]
  /** The gate closes when the worst of what it needs is one of these. @default ['unhealthy'] */
  readonly when?: readonly HealthStatus[] | undefined
  /** What stands in place of the children while the gate is closed. Without it they stay usable, under a notice. */
  readonly fallback?: ReactNode
}

const UNHEALTHY: readonly HealthStatus[] = ['unhealthy']

/**
 * Takes one broken part of the app out of use, and leaves the rest alone. Judged by the last report that a probe of this
 * browser has reached, never by one restored from storage; needs that no report has named leave it open. The children
 * stay mounted, so that what people have typed survives.
 *
 * @example
 * <FeatureGate needs={['checkout']} fallback={<p>Ordering is out of order. Your basket is kept.</p>}>
 *   <Checkout />
 * </FeatureGate>
 */
export const FeatureGate: ForwardRefExoticComponent<FeatureGateProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, FeatureGateProps>(function FeatureGate(
    { needs, when = UNHEALTHY, fallback, children, ...props },
    ref,
  ) {
    const status = useLastReport(({ components }) => featureStatus(components, [needs].flat()))
    const { title, detail } = useWords('gate', gateWords).feature
    return (
      <GateRoot {...props} ref={ref} isClosed={status !== null && when.includes(status)}>
        <ConnectionAnnouncer />
        <GateFront>
          {fallback ?? (
            <GateNotice>
              <Sentences of={[title, detail]} />
            </GateNotice>
          )}
        </GateFront>
        <GateContent whenClosed={fallback === undefined ? 'usable' : 'hidden'}>{children}</GateContent>
      </GateRoot>
    )
  })
