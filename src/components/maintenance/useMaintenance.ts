'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import { checkDuration } from '../checkDuration.js'
import { maintenanceAt } from './maintenanceAt.js'
import type { CurrentMaintenance } from './maintenanceAt.js'

/** Options of {@link useMaintenance}. */
export interface MaintenanceOptions {
  /** How long before it begins an interruption is told of, in milliseconds. @default Infinity */
  readonly ahead?: number | undefined
}

/** No clock is trusted for longer, in milliseconds: it may be set, and a computer may sleep. */
const LONGEST_WAIT = 60_000

/**
 * The interruption of the service that is under way, or else the next one that is planned; `null` while there is none.
 * Renders again when that changes, and when it begins, ends, or outlasts its end. `null` on a server, and until a report
 * has come since the page was loaded.
 *
 * Throws a `RangeError` for a negative time.
 *
 * @example
 * const maintenance = useMaintenance({ ahead: 24 * 60 * 60_000 })
 */
export function useMaintenance({ ahead = Infinity }: MaintenanceOptions = {}): CurrentMaintenance | null {
  checkDuration('ahead', ahead, Infinity)
  const monitor = useMonitor()
  const watch = useMemo(() => watchMaintenance(monitor, ahead), [monitor, ahead])
  return useSyncExternalStore(watch.subscribe, watch.get, () => null)
}

function watchMaintenance({ clock, getSnapshot, subscribe }: Monitor, ahead: number) {
  let current: CurrentMaintenance | null = null
  /** Of a report that has come since the page was loaded: what is remembered of maintenance may be over. */
  const windows = () => {
    const { source, report } = getSnapshot()
    return (source === 'live' || source === 'shared' ? report?.maintenance : null) ?? []
  }
  /** The same object while nothing changes. */
  const get = () => {
    const isUnderWay = getSnapshot().cause === 'maintenance'
    const next = maintenanceAt(windows(), isUnderWay, clock.wallNow(), ahead)
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
        if (windows().length === 0) return
        const { startsAt = 0, endsAt = 0 } = get() ?? {}
        const changesAt = [startsAt, endsAt].find((time) => time > clock.wallNow()) ?? Infinity
        const timer = clock.setTimeout(look, Math.min(changesAt - clock.wallNow(), LONGEST_WAIT))
        stopTimer = () => clock.clearTimeout(timer)
      }
    },
  }
}
