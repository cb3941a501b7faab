import type { MonitorEvents } from './events.js'
import type { Snapshot } from './snapshot.js'

/** The events that carry a transition. */
type TransitionName = Exclude<keyof MonitorEvents, 'breaker' | 'leader' | 'storage'>

/** What there is to tell of a change from one snapshot to the next, in the order of telling. */
export function transitionsBetween(previous: Snapshot, next: Snapshot): readonly TransitionName[] {
  const names: TransitionName[] = ['changed']
  if (isBad(next) && !isBad(previous)) names.push('degraded')
  if (next.status === 'offline' && previous.status !== 'offline') names.push('offline')
  if (next.status !== 'offline' && previous.status === 'offline') names.push('online')
  if (isRecovery(previous, next)) names.push('recovered')
  return names
}

function isBad({ status }: Snapshot): boolean {
  return status === 'degraded' || status === 'unhealthy'
}

function isRecovery(previous: Snapshot, next: Snapshot): boolean {
  if (previous.source === 'restored') return false
  const wasDown = previous.status === 'unhealthy' || previous.status === 'offline'
  if (next.status === 'healthy') return wasDown || previous.status === 'degraded'
  return next.status === 'degraded' && wasDown
}
