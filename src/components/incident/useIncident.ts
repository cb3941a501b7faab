'use client'

import { useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Incident } from './incident.js'
import { incidentWatch } from './incidentWatch.js'
import type { IncidentWatch } from './incidentWatch.js'

/** What `useIncident()` gives. */
export interface IncidentControl {
  /** What there is to tell, in phases: nothing, trouble, or that it is over. */
  readonly incident: Incident
  /** Takes the message away until trouble is worse, or is over and comes again. Always the same function. */
  readonly dismiss: () => void
}

/**
 * What a banner tells: trouble that has lasted, for as long as it is to be seen, and then that it is over. Renders again
 * when people are to be told something else; a blip or an unchanged poll renders nothing.
 *
 * All below one provider are told the same story, in the timing that its `DegradedBanner` sets.
 *
 * @example
 * const { incident, dismiss } = useIncident()
 * if (incident.phase === 'calm' || incident.isDismissed) return null
 */
export function useIncident(): IncidentControl {
  const [incident, { dismiss }] = useIncidentWatch()
  return { incident, dismiss }
}

/** The same for the kit itself, with all that can be asked of the watch. */
export function useIncidentWatch(): readonly [Incident, IncidentWatch] {
  const watch = incidentWatch(useMonitor())
  return [useSyncExternalStore(watch.subscribe, watch.get, watch.getInitial), watch]
}
