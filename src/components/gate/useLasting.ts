'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Clock } from '../../time/clock.js'
import { DEFAULT_TIMING } from '../incident/timing.js'

/**
 * Whether `isSo` has lasted: a blip takes nothing away from people. True at once for what is so when the caller comes
 * into the page, where there is nothing to take away yet; false at once when it is over.
 */
export function useLasting(isSo: boolean): boolean {
  const { clock } = useMonitor()
  const [lasting] = useState(() => lastingSince(isSo))
  useEffect(() => lasting.follow(clock, isSo), [lasting, clock, isSo])
  return useSyncExternalStore(lasting.subscribe, lasting.get, lasting.get) && isSo
}

/**
 * A store rather than state, since React runs the effects of a store's change with it: focus has to move on before the
 * browser takes it from what is hidden.
 */
function lastingSince(isSoAtFirst: boolean): {
  get(): boolean
  subscribe(listener: () => void): () => void
  follow(clock: Clock, isSo: boolean): (() => void) | undefined
} {
  let hasLasted = isSoAtFirst
  let tell = (): void => {}
  return {
    get: () => hasLasted,
    subscribe(listener) {
      tell = listener
      return () => {
        tell = () => {}
      }
    },
    follow(clock, isSo) {
      hasLasted &&= isSo
      if (hasLasted === isSo) return undefined
      const timer = clock.setTimeout(() => {
        hasLasted = true
        tell()
      }, DEFAULT_TIMING.showDelay)
      return () => clock.clearTimeout(timer)
    },
  }
}
