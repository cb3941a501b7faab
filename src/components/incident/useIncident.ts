'use client'

import { useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import { isBlocking } from './incident.js'
import type { Incident } from './incident.js'
import { incidentWatch } from './incidentWatch.js'
import type { IncidentWatch } from './incidentWatch.js'

/** What `useIncident()` gives. */
export interface IncidentControl {
  /** What there is to tell, in phases: nothing, trouble, or that it is over. */
  readonly incident: Incident
  /**
   * Whether people may take the message away: not while they can't save or can't reach the service, since hiding that
   * would cost them their work. There is nothing to take away while all is calm.
   */
  readonly canDismiss: boolean
  /**
   * Takes the message away until trouble is worse, or is over and comes again. Does nothing while `canDismiss` is false.
   * Always the same function.
   */
  readonly dismiss: () => void
}

/**
 * What a banner tells: trouble that has lasted, for as long as it is to be seen, and then that it is over. Renders again
 * when people are to be told something else; a blip or an unchanged poll renders nothing.
 *
 * All below one provider are told the same story, in the timing that its `DegradedBanner` sets.
 *
 * @example
 * const { incident, canDismiss, dismiss } = useIncident()
 * if (incident.phase === 'calm' || incident.isDismissed) return null
 * return (
 *   <p>
 *     {incident.phase === 'trouble' ? 'Some things may not work right now.' : 'Everything works again.'}
 *     {canDismiss && <button onClick={dismiss}>Hide</button>}
 *   </p>
 * )
 */
export function useIncident(): IncidentControl {
  const [incident, { dismiss }] = useIncidentWatch()
  const canDismiss = incident.phase !== 'calm' && !isBlocking(incident.snapshot)
  return { incident, canDismiss, dismiss }
}

/** The same for the kit itself, with all that can be asked of the watch. */
export function useIncidentWatch(): readonly [Incident, IncidentWatch] {
  const watch = incidentWatch(useMonitor())
  return [useSyncExternalStore(watch.subscribe, watch.get, watch.getInitial), watch]
}
