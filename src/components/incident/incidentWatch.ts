import { calm, dueAt, isTrouble, nextIncident } from './incident.js'
import type { Incident } from './incident.js'
import type { Monitor } from './snapshot.js'
import { DEFAULT_TIMING, withTiming } from './timing.js'
import type { ResolvedTiming, IncidentTiming } from './timing.js'

/** The incident of one monitor, watched while someone listens. */
export interface IncidentWatch {
  get(): Incident
  /** What a server renders, and a browser first. */
  getInitial(): Incident
  /** Calls `listener` when the incident changes; returns the undo. */
  subscribe(listener: () => void): () => void
  /** Sets what is given of the timing, for all widgets of this monitor. Throws a `RangeError` for a duration that is none. */
  configure(timing: IncidentTiming): void
  /** Looks whether there is something else to tell. */
  look(): void
  /** A message stays while `isHeld` says so; whoever passes it calls `look` when it no longer does. */
  holdWhile(isHeld: () => boolean): () => void
  /**
   * There is nothing to tell until the undo is called, as often as this was: somebody else tells of the trouble. What
   * has lasted for the show delay by then is told at once.
   */
  hush(): () => void
  /** Hides the message until there is something worse, or something new, to tell. */
  dismiss(): void
}

const watches = new WeakMap<Monitor, IncidentWatch>()

/**
 * The watch over `monitor`. There is one: a banner on the next page goes on where the one before it left off, dismissed
 * stays dismissed, and all widgets tell the same story.
 */
export function incidentWatch(monitor: Monitor): IncidentWatch {
  const watch = watches.get(monitor) ?? createIncidentWatch(monitor)
  watches.set(monitor, watch)
  return watch
}

function createIncidentWatch(monitor: Monitor): IncidentWatch {
  const { clock } = monitor
  const initial = calm(monitor.store.getInitialState().snapshot)
  const listeners = new Set<() => void>()
  const holds = new Set<() => boolean>()
  const hushes = new Set<object>()
  let timing: ResolvedTiming = DEFAULT_TIMING
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
    moveTo(nextIncident(incident, sight, timing))
    const wait = dueAt(incident, timing) - sight.now
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
    configure(given) {
      timing = withTiming(timing, given)
      look()
    },
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
      if (incident.phase !== 'calm') moveTo({ ...incident, isDismissed: true })
    },
  }
}
