import { heldTiming } from '../heldTiming.js'
import { perMonitor } from '../incident/perMonitor.js'
import type { Monitor } from '../incident/snapshot.js'
import { hasAnswered, offersChoice, phaseAfter } from './startup.js'
import type { StartupOpen, StartupPending, StartupProgress } from './startup.js'
import { DEFAULT_TIMING } from './timing.js'
import type { StartupTiming } from './timing.js'

/** The start of one monitor, watched while someone waits for it. */
export interface StartupWatch {
  get(): StartupProgress
  /** What a server renders, and a browser first. */
  getInitial(): StartupProgress
  /** Calls `listener` when people are to be told something else; returns the undo. The first of all begins the wait. */
  subscribe(listener: () => void): () => void
  /** Looks whether people are to be told something else. */
  look(): void
  /** Times the wait so from the next look on, until the undo is called. */
  hold(timing: StartupTiming): () => void
  /** Begins the wait anew: nobody has looked before. */
  restart(): void
  /** Goes on with the wait for another back end, unless this one is waited for already. */
  goOnWith(wait: StartupProgress): void
}

/** The watch over the start of `monitor`. There is one: what is open stays open, on the next page too. */
export const startupWatch: (monitor: Monitor) => StartupWatch = perMonitor(createStartupWatch)

function createStartupWatch(monitor: Monitor): StartupWatch {
  const { clock } = monitor
  const quiet: StartupPending = {
    phase: 'quiet',
    startedAt: null,
    skip: () => moveTo({ phase: 'open', reason: 'skipped' }),
  }
  // A report that is there from the start is the answer that a server got for its page.
  const answered: StartupOpen = { phase: 'open', reason: 'answered' }
  const initial = hasAnswered(monitor.store.getInitialState().snapshot) ? answered : quiet
  const listeners = new Set<() => void>()
  const timing = heldTiming(DEFAULT_TIMING)
  /** What has been told of this wait: whoever is told of the same phase again is told nothing new. */
  let told: { [phase in StartupPending['phase']]?: StartupPending } = {}
  let startup: StartupProgress = initial
  /** By the clock, and by the calendar. A gate on the next page goes on with the same wait. */
  let beganAt: number | null = null
  let startedAt = 0
  let timer: ReturnType<typeof clock.setTimeout> | undefined
  let unsubscribe: (() => void) | undefined

  function look(): void {
    stopTimer()
    if (startup.phase === 'open') return
    const snapshot = monitor.getSnapshot()
    const isFoundHere = snapshot.source === 'live' || snapshot.source === 'shared'
    if (isFoundHere && hasAnswered(snapshot)) return moveTo(answered)
    if (!unsubscribe || beganAt === null) return
    const waited = clock.now() - beganAt
    const phase = phaseAfter(waited, timing.get(), snapshot.status === 'offline', offersChoice(startup))
    if (phase !== startup.phase) moveTo(pendingIn(phase))
    const due = Math.min(...Object.values(timing.get()).filter((threshold) => threshold > waited))
    if (due < Infinity) timer = clock.setTimeout(look, due - waited)
  }

  function pendingIn(phase: StartupPending['phase']): StartupPending {
    return (told[phase] ??= { ...quiet, phase, startedAt })
  }

  function moveTo(next: StartupProgress): void {
    startup = next
    if (next.phase === 'open') rest()
    for (const listener of listeners) listener()
  }

  function begin(): void {
    moveTo(quiet)
    told = {}
    beganAt = clock.now()
    startedAt = clock.wallNow()
    look()
  }

  function rest(): void {
    unsubscribe?.()
    unsubscribe = undefined
    stopTimer()
  }

  function stopTimer(): void {
    if (timer) clock.clearTimeout(timer)
    timer = undefined
  }

  return {
    get() {
      if (!unsubscribe) look()
      return startup
    },
    getInitial: () => initial,
    subscribe(listener) {
      listeners.add(listener)
      if (!unsubscribe && startup.phase !== 'open') {
        unsubscribe = monitor.subscribe(look)
        if (beganAt === null) begin()
        else look()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) rest()
      }
    },
    look,
    hold: timing.hold,
    restart() {
      if (unsubscribe) begin()
    },
    goOnWith(wait) {
      if (beganAt !== null || startup !== quiet || wait.phase === 'open' || wait.startedAt === null) return
      startedAt = wait.startedAt
      beganAt = clock.now() - (clock.wallNow() - startedAt)
      startup = pendingIn(wait.phase)
    },
  }
}
