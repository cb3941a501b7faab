'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { useIncidentWatch } from '../incident/useIncident.js'
import { useTiming } from '../useTiming.js'
import { updateWatch } from './updateWatch.js'
import type { UpdateOptions } from './updateWatch.js'

/** What `useUpdate()` gives. */
export interface AvailableUpdate {
  /**
   * The new version; `null` while there is none, once it was dismissed, and during trouble: who reloads then may lose
   * the page.
   */
  readonly buildId: string | null
  /** Tells of this version no more; of the next one again. */
  readonly dismiss: () => void
}

/**
 * Whether the back end has come to be of another version than when the page was loaded, as far as its reports tell
 * (`service.buildId`). Renders again when that changes. `null` on a server.
 *
 * Throws a `RangeError` for a duration that is none.
 *
 * @example
 * const { buildId, dismiss } = useUpdate()
 */
export function useUpdate({ buildId: running, settleFor }: UpdateOptions = {}): AvailableUpdate {
  const watch = updateWatch(useMonitor())
  const timing = useMemo(() => ({ settleFor }), [settleFor])
  useTiming(watch, timing)
  useEffect(
    function tellWhichRuns() {
      watch.runs(running)
    },
    [watch, running],
  )
  const found = useSyncExternalStore(watch.subscribe, watch.get, () => null)
  const [incident] = useIncidentWatch()
  const buildId = incident.phase === 'calm' ? found : null
  return useMemo(() => ({ buildId, dismiss: () => watch.hide(buildId) }), [buildId, watch])
}
