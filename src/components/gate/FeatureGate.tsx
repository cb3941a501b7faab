'use client'

import type { ReactNode } from 'react'
import { featureStatus } from '../../health/featureStatus.js'
import type { HealthStatus } from '../../health/status.js'
import { gateWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part } from '../part.js'
import { Sentences } from '../text/Sentences.js'
import { useWords } from '../WordsProvider.js'
import { GateContent } from './GateContent.js'
import type { GateRootProps } from './GateRoot.js'
import { useLasting } from './useLasting.js'
import { useLastReport } from './useLastReport.js'
import { useReadyGate } from './useReadyGate.js'

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
 * browser has reached, never by one restored from storage; needs that no report has named leave it open. It closes once
 * that has lasted for 1.5 s, and opens at once. The children stay mounted, so that what people have typed survives.
 *
 * @example
 * <FeatureGate needs={['checkout']} fallback={<p>Ordering is out of order. Your basket is kept.</p>}>
 *   <Checkout />
 * </FeatureGate>
 */
export const FeatureGate: Part<'div', FeatureGateProps> = definePart(function FeatureGate({
  needs,
  when = UNHEALTHY,
  ...user
}: FeatureGateProps) {
  const status = useLastReport(({ components }) => featureStatus(components, [needs].flat()))
  const { title, detail } = useWords('gate', gateWords).feature
  return useReadyGate(
    useLasting(status !== null && when.includes(status)),
    <Sentences of={[title, detail]} />,
    GateContent,
    'usable',
    user,
  )
})
