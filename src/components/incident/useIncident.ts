'use client'

import { useSyncExternalStore } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Incident } from './incident.js'
import { incidentWatch } from './incidentWatch.js'
import type { IncidentWatch } from './incidentWatch.js'

/** What there is to tell, and the watch that says so. Re-renders when people are to be told something else. */
export function useIncident(): readonly [Incident, IncidentWatch] {
  const watch = incidentWatch(useMonitor())
  return [useSyncExternalStore(watch.subscribe, watch.get, watch.getInitial), watch]
}
