'use client'

import { createContext, useContext } from 'react'
import type { Context } from 'react'
import type { Latencies } from './readLatencies.js'

export const LatencyContext: Context<Latencies | null> = createContext<Latencies | null>(null)

/** What the `Latency.Root` around `part` has measured. Throws an `Error` outside of one. */
export function useLatencies(part: string): Latencies {
  const latencies = useContext(LatencyContext)
  if (!latencies) throw new Error(`<Latency.${part}> has nothing to show here. Put it inside <Latency.Root>.`)
  return latencies
}
