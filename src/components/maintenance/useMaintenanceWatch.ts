'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { checkDuration } from '../checkDuration.js'
import type { Monitor } from '../incident/snapshot.js'
import { nameOf } from './dismissed.js'
import { maintenanceAt } from './maintenanceAt.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/** No clock is trusted for longer, in milliseconds: it may be set, and a computer may sleep. */
const LONGEST_WAIT = 60_000

/** The weightiest interruption to tell of within `ahead` milliseconds, but for those whose names are `dismissed`. */
export function useMaintenanceWatch(
  ahead: number,
  dismissed?: ReadonlySet<string>,
): CurrentMaintenance | null {
  checkDuration('ahead', ahead, Infinity)
  const monitor = useMonitor()
  const watch = useMemo(() => watchMaintenance(monitor, ahead, dismissed), [monitor, ahead, dismissed])
  return useSyncExternalStore(watch.subscribe, watch.get, () => null)
}

function watchMaintenance(
  { clock, getSnapshot, subscribe }: Monitor,
  ahead: number,
  dismissed?: ReadonlySet<string>,
) {
  let current: CurrentMaintenance | null = null
  /** The same object while nothing changes. */
  const get = () => {
    const snapshot = getSnapshot()
    // What is only remembered of maintenance may be over.
    const isFoundHere = snapshot.source === 'live' || snapshot.source === 'shared'
    const all = isFoundHere ? maintenanceAt(snapshot, clock.wallNow(), ahead) : []
    const next = all.find((maintenance) => !dismissed?.has(nameOf(maintenance))) ?? null
    if (JSON.stringify(next) !== JSON.stringify(current)) current = next
    return current
  }
  return {
    get,
    subscribe(listener: () => void): () => void {
      let stopTimer = () => {}
      const unsubscribe = subscribe(look)
      look()
      return () => {
        unsubscribe()
        stopTimer()
      }

      function look(): void {
        stopTimer()
        listener()
        const windows = getSnapshot().report?.maintenance ?? []
        if (windows.length === 0) return
        const waits = windows
          .flatMap(({ startsAt, endsAt = 0 }) => [startsAt, endsAt])
          .map((time) => time - clock.wallNow())
          .filter((wait) => wait > 0)
        const timer = clock.setTimeout(look, Math.min(LONGEST_WAIT, ...waits))
        stopTimer = () => clock.clearTimeout(timer)
      }
    },
  }
}
