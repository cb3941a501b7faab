'use client'

import { partContext } from '../partContext.js'
import type { PartContext } from '../partContext.js'
import type { Latencies } from './readLatencies.js'

export const LatencyContext: PartContext<Latencies> = partContext('Latency')

/** What the `Latency.Root` around `part` has measured. Throws an `Error` outside of one. */
export const useLatencies: PartContext<Latencies>['use'] = LatencyContext.use
