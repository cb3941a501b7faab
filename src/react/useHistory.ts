'use client'

import { useSyncExternalStore } from 'react'
import type { History } from '../health/history.js'
import { EMPTY_HISTORY } from '../health/history.js'
import { useMonitor } from './useMonitor.js'

/**
 * How the back end has been, as seen from this browser: the last latencies and transitions, and 90 days by the day.
 * Renders again when something is added, which every poll does. Empty on a server and in the first render of a
 * hydration.
 *
 * @example
 * const { days, latencies } = useHistory()
 */
export function useHistory(): History {
  const monitor = useMonitor()
  return useSyncExternalStore(monitor.subscribe, monitor.history, nothingSeen)
}

function nothingSeen(): History {
  return EMPTY_HISTORY
}
