'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Clock } from '../time/clock.js'
import { useMonitor } from './useMonitor.js'

/**
 * The time, in epoch milliseconds, for ages and countdowns: renders again every `intervalMs` while mounted, and after a
 * sleep as soon as timers run again. `null` on a server and in the first render of a hydration, where no time is right.
 *
 * @param intervalMs Default 1000. `null` stops the ticking.
 */
export function useNow(intervalMs: number | null = 1000): number | null {
  const { clock } = useMonitor()
  const ticker = useMemo(() => createTicker(clock), [clock])
  const subscribe = useCallback(
    (listener: () => void) => ticker.subscribe(listener, intervalMs),
    [ticker, intervalMs],
  )
  return useSyncExternalStore(subscribe, ticker.now, () => null)
}

/** A time that stands still between ticks, so that a render sees the same one twice. */
function createTicker(clock: Clock) {
  let now = clock.wallNow()
  return {
    now: () => now,
    subscribe(listener: () => void, intervalMs: number | null): () => void {
      const tick = () => {
        now = clock.wallNow()
        listener()
      }
      const wait = () => {
        if (intervalMs === null) return null
        return clock.setTimeout(() => {
          tick()
          timer = wait()
        }, intervalMs)
      }
      let timer = wait()
      tick()
      return () => {
        if (timer) clock.clearTimeout(timer)
      }
    },
  }
}
