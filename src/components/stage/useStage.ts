'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import type { Place, Rank } from './stage.js'

/**
 * Whether it is this banner that is to be seen, and its place by the stage: several messages at once are none. `rank` is
 * `null` while it has nothing to tell; it may be up a little longer. Never on a server.
 */
export function useStage<Taken extends Place>(
  takePlace: (monitor: Monitor) => Taken,
  rank: Rank | null,
  name?: string,
): readonly [isUp: boolean, place: Taken] {
  const monitor = useMonitor()
  const place = useMemo(() => takePlace(monitor), [takePlace, monitor])
  useEffect(
    function tell() {
      place.tell(rank, name)
    },
    [place, rank, name],
  )
  const isUp = useSyncExternalStore(place.subscribe, place.isUp, () => false)
  useEffect(
    function settle() {
      if (isUp) place.settle()
    },
    [place, isUp],
  )
  return [isUp, place]
}
