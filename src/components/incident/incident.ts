import type { Snapshot } from './snapshot.js'
import { RELAPSE_DELAY, RELAPSE_WINDOW } from './timing.js'
import type { ResolvedTiming } from './timing.js'

/**
 * Trouble as people are told of it: later than it begins, longer than a blink, and over once. Times are monotonic
 * milliseconds.
 */
export type Incident = Calm | Trouble | Recovered

/** Nothing to tell. */
export interface Calm {
  readonly phase: 'calm'
  /** The last snapshot without trouble: a blip changes nothing. */
  readonly snapshot: Snapshot
  /** Since when there is trouble that may be a blip. */
  readonly suspectedSince: number | null
  readonly recoveredAt: number
}

/** Trouble that has lasted long enough to be told of. */
export interface Trouble {
  readonly phase: 'trouble'
  /** The trouble as it is now; as it last was, while the minimum show time runs. */
  readonly snapshot: Snapshot
  /** The trouble as it was when there was last something new to announce. */
  readonly announced: Snapshot
  readonly since: number
  readonly isDismissed: boolean
  /** Until when people have lost what they don't lose now, by what that is. */
  readonly lostUntil: Readonly<Record<string, number>>
}

/** The good news after trouble, for a while. */
export interface Recovered {
  readonly phase: 'recovered'
  readonly snapshot: Snapshot
  /** The trouble that is over, as it was in the end. */
  readonly announced: Snapshot
  readonly since: number
  readonly isDismissed: boolean
}

/** What an incident is judged by. */
export interface Sight {
  readonly snapshot: Snapshot
  readonly now: number
  /** Pointer or focus is on the message, so it must not leave. */
  readonly isHeld: boolean
  /** Someone else tells of the trouble. */
  readonly isHushed: boolean
}

/** Calm, without the memory of anything before. */
export function calm(snapshot: Snapshot, recoveredAt: number = -Infinity): Calm {
  return { phase: 'calm', snapshot, suspectedSince: null, recoveredAt }
}

/** Whether people are to be told of it. */
export function isTrouble({ status }: Snapshot): boolean {
  return status === 'degraded' || isBroken(status)
}

/** People can't do, or may lose, what they came for. Such trouble can't be dismissed. */
export function isBlocking({ status, report }: Snapshot): boolean {
  return isBroken(status) || (report?.readOnly ?? false)
}

/** Whether people are told of `snapshot`, of which the incident knows, without having asked. */
export function isTold(incident: Incident, snapshot: Snapshot): boolean {
  if (incident.phase === 'calm' || incident.announced.source === 'restored') return false
  return snapshot.status === 'healthy' || snapshot === incident.announced
}

/** When time alone changes the incident next. In the past: as soon as something else allows it. */
export function dueAt(incident: Incident, { showDelay, minShow, recoveryFor }: ResolvedTiming): number {
  switch (incident.phase) {
    case 'calm': {
      const { suspectedSince, recoveredAt } = incident
      if (suspectedSince === null) return Infinity
      const isRelapse = suspectedSince - recoveredAt < RELAPSE_WINDOW
      return suspectedSince + (isRelapse ? Math.max(showDelay, RELAPSE_DELAY) : showDelay)
    }
    case 'trouble':
      return incident.since + minShow
    case 'recovered':
      return incident.since + recoveryFor
  }
}

/** The incident as it is at `sight`: the same object while nothing changes. */
export function nextIncident(incident: Incident, sight: Sight, timing: ResolvedTiming): Incident {
  const next = step(incident, sight, sight.now >= dueAt(incident, timing))
  return next === incident ? incident : nextIncident(next, sight, timing)
}

/** The incident once somebody has read enough of it; the same where it may not be dismissed. */
export function dismissed(incident: Incident): Incident {
  if (incident.phase === 'calm' || isBlocking(incident.snapshot)) return incident
  return incident.phase === 'trouble'
    ? { ...incident, isDismissed: true }
    : calm(incident.snapshot, incident.since)
}

function step(incident: Incident, { snapshot, now, isHeld, isHushed }: Sight, isDue: boolean): Incident {
  const { phase } = incident
  if (phase === 'calm') {
    const { suspectedSince, recoveredAt } = incident
    if (isTrouble(snapshot)) {
      if (suspectedSince === null) return { ...incident, suspectedSince: now }
      if (!isDue || isHushed) return incident
      return {
        phase: 'trouble',
        snapshot,
        announced: snapshot,
        since: now,
        isDismissed: false,
        lostUntil: {},
      }
    }
    const isSame = suspectedSince === null && snapshot === incident.snapshot
    return isSame ? incident : calm(snapshot, recoveredAt)
  }

  const { since, isDismissed } = incident
  if (isHushed) return { ...calm(snapshot), suspectedSince: isTrouble(snapshot) ? since : null }
  if (phase === 'recovered') {
    if (snapshot.status === 'healthy' && (isHeld || !isDue)) return incident
    // Good news that is no longer true leaves at once.
    return calm(incident.snapshot, since)
  }

  if (isTrouble(snapshot)) return continued(incident, snapshot, now)
  if (!isDue && !isDismissed) return incident
  const isRead = isHeld && !isDismissed
  if (snapshot.status === 'healthy') {
    // What was only remembered is over for those alone who have it before them.
    if (incident.announced.source === 'restored' && !isRead) return calm(snapshot)
    return { phase: 'recovered', snapshot, announced: incident.snapshot, since: now, isDismissed }
  }
  // The message stays, and says what is known now.
  if (isRead && snapshot.status === 'unknown') return continued(incident, snapshot, now)
  return calm(snapshot, now)
}

function continued(incident: Trouble, snapshot: Snapshot, now: number): Trouble {
  if (snapshot === incident.snapshot) return incident
  const { announced, isDismissed } = incident
  const lostUntil = { ...incident.lostUntil, [lossBy(incident.snapshot)]: now }
  // What comes and goes is announced once.
  const isNewLoss = now - (lostUntil[lossBy(snapshot)] ?? -Infinity) >= RELAPSE_WINDOW
  const isConfirmed = announced.source === 'restored' && snapshot.source !== 'restored'
  return {
    ...incident,
    snapshot,
    announced: (isNewLoss && isBlocking(snapshot)) || isConfirmed ? snapshot : announced,
    isDismissed: isDismissed && !isBlocking(snapshot),
    lostUntil,
  }
}

/** What people lose: their connection, the service, that they can save, or some of it. */
function lossBy({ status, report }: Snapshot): string {
  return report?.readOnly && !isBroken(status) ? 'saving' : status
}

function isBroken(status: Snapshot['status']): boolean {
  return status === 'unhealthy' || status === 'offline'
}
