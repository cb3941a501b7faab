import { heldTiming } from '../heldTiming.js'
import { calm, dismissed, dueAt, isTrouble, nextIncident } from './incident.js'
import type { Incident } from './incident.js'
import { perMonitor } from './perMonitor.js'
import type { Monitor } from './snapshot.js'
import { DEFAULT_TIMING } from './timing.js'
import type { IncidentTiming } from './timing.js'

/** The incident of one monitor, watched while someone listens. */
export interface IncidentWatch {
  get(): Incident
  /** What a server renders, and a browser first. */
  getInitial(): Incident
  /** Calls `listener` when the incident changes; returns the undo. */
  subscribe(listener: () => void): () => void
  /** Times all widgets of this monitor so from the next look on, until the undo is called. */
  hold(timing: IncidentTiming): () => void
  /** Looks whether there is something else to tell. */
  look(): void
  /** A message stays while `isHeld` says so; whoever passes it calls `look` when it no longer does. */
  holdWhile(isHeld: () => boolean): () => void
  /**
   * There is nothing to tell until the undo is called, as often as this was: somebody else tells of the trouble. What
   * has lasted for the show delay by then is told at once.
   */
  hush(): () => void
  /** Hides the message until trouble is worse, or is over and comes again. Nothing where it may not be dismissed. */
  dismiss(): void
}

/**
 * The watch over `monitor`. There is one: a banner on the next page goes on where the one before it left off, dismissed
 * stays dismissed, and all widgets tell the same story.
 */
export const incidentWatch: (monitor: Monitor) => IncidentWatch = perMonitor(createIncidentWatch)

function createIncidentWatch(monitor: Monitor): IncidentWatch {
  const { clock } = monitor
  const initial = calm(monitor.store.getInitialState().snapshot)
  const listeners = new Set<() => void>()
  const holds = new Set<() => boolean>()
  const hushes = new Set<object>()
  const timing = heldTiming(DEFAULT_TIMING)
  let incident: Incident = initial
  let timer: ReturnType<typeof clock.setTimeout> | undefined
  let unsubscribe: (() => void) | undefined

  function look(): void {
    if (!unsubscribe) return
    stopTimer()
    const sight = {
      snapshot: monitor.getSnapshot(),
      now: clock.now(),
      isHeld: [...holds].some((isHeld) => isHeld()),
      isHushed: hushes.size > 0,
    }
    moveTo(nextIncident(incident, sight, timing.get()))
    const wait = dueAt(incident, timing.get()) - sight.now
    if (wait > 0 && wait < Infinity) timer = clock.setTimeout(look, wait)
  }

  function moveTo(next: Incident): void {
    if (next === incident) return
    incident = next
    for (const listener of listeners) listener()
  }

  function stopTimer(): void {
    if (timer) clock.clearTimeout(timer)
    timer = undefined
  }

  /** What happened while nobody listened is no news, unless the trouble is still there. */
  function catchUp(): void {
    const snapshot = monitor.getSnapshot()
    const goesOn = incident.phase === 'trouble' ? isTrouble(snapshot) : incident.snapshot === snapshot
    if (!goesOn) incident = calm(snapshot)
  }

  return {
    look,
    get() {
      if (!unsubscribe) catchUp()
      return incident
    },
    getInitial: () => initial,
    subscribe(listener) {
      listeners.add(listener)
      if (!unsubscribe) {
        catchUp()
        unsubscribe = monitor.subscribe(look)
        look()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        unsubscribe?.()
        unsubscribe = undefined
        stopTimer()
      }
    },
    hold: timing.hold,
    holdWhile(isHeld) {
      holds.add(isHeld)
      return () => {
        holds.delete(isHeld)
        look()
      }
    },
    hush() {
      const hush = {}
      hushes.add(hush)
      look()
      return () => {
        hushes.delete(hush)
        look()
      }
    },
    dismiss() {
      moveTo(dismissed(incident))
    },
  }
}
