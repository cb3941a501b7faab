'use client'

import { partContext } from '../stage/partContext.js'
import type { PartContext } from '../stage/partContext.js'
import type { Latencies } from './readLatencies.js'

const latency: PartContext<Latencies> = partContext('Latency')

export const LatencyContext: PartContext<Latencies>[0] = latency[0]

/** What the `Latency.Root` around `part` has measured. Throws an `Error` outside of one. */
export const useLatencies: PartContext<Latencies>[1] = latency[1]
