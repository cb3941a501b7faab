'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { placeBy } from './stage.js'
import type { Place, Rank } from './stage.js'

/**
 * Whether it is this banner that is to be seen, and its place by the stage: several messages at once are none. `rank` is
 * `null` while it has nothing to tell. Never on a server.
 */
export function useStage(rank: Rank | null, name?: string): readonly [isUp: boolean, place: Place] {
  const monitor = useMonitor()
  const place = useMemo(() => placeBy(monitor), [monitor])
  useEffect(
    function tell() {
      place.tell(rank, name)
    },
    [place, rank, name],
  )
  return [useSyncExternalStore(place.subscribe, place.isUp, () => false) && rank !== null, place]
}
