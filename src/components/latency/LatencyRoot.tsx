'use client'

import { useHistory } from '../../react/useHistory.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { LatencyContext } from './LatencyContext.js'
import { readLatencies } from './readLatencies.js'
import type { Latencies } from './readLatencies.js'

/** Props of {@link LatencyRoot}: those of a `div`, and `render`. */
export type LatencyRootProps = PartProps<'div', Latencies>

/** How long the last 60 answers took to come. */
export const LatencyRoot: Part<'div', LatencyRootProps> = definePart(function LatencyRoot({
  children,
  ...user
}: LatencyRootProps) {
  const latencies = readLatencies(useHistory().latencies)
  const own = {
    'data-api-status': 'latency',
    'data-empty': latencies.figures ? undefined : '',
    children: <LatencyContext.Provider value={latencies}>{children}</LatencyContext.Provider>,
  }
  return ['div', own, latencies, user]
})
