import type { Monitor } from '../incident/snapshot.js'
import { hasAnswered, offersChoice, phaseAfter } from './startup.js'
import type { StartupOpen, StartupPending, StartupProgress } from './startup.js'
import { startupTiming } from './timing.js'
import type { StartupTiming } from './timing.js'

/** The start of one monitor, watched while someone waits for it. */
export interface StartupWatch {
  get(): StartupProgress
  /** What a server renders, and a browser first. */
  getInitial(): StartupProgress
  /** Calls `listener` when people are to be told something else; returns the undo. The first one begins the wait. */
  subscribe(listener: () => void): () => void
  /** Sets what is given of the timing. Throws a `RangeError` for a duration that is none. */
  configure(timing: StartupTiming): void
  /** Begins the wait anew: nobody has looked before. */
  restart(): void
}

const watches = new WeakMap<Monitor, StartupWatch>()

/** The watch over the start of `monitor`. There is one: what is open stays open, on the next page too. */
export function startupWatch(monitor: Monitor): StartupWatch {
  const watch = watches.get(monitor) ?? createStartupWatch(monitor)
  watches.set(monitor, watch)
  return watch
}

const ANSWERED: StartupOpen = { phase: 'open', reason: 'answered' }

function createStartupWatch(monitor: Monitor): StartupWatch {
  const { clock } = monitor
  const quiet: StartupPending = {
    phase: 'quiet',
    startedAt: null,
    skip: () => moveTo({ phase: 'open', reason: 'skipped' }),
  }
  // A report that is there from the start is the answer that a server got for its page.
  const initial = hasAnswered(monitor.store.getInitialState().snapshot) ? ANSWERED : quiet
  const listeners = new Set<() => void>()
  let timing = startupTiming({})
  let startup: StartupProgress = initial
  let beganAt = 0
  let startedAt = 0
  let timer: ReturnType<typeof clock.setTimeout> | undefined
  let unsubscribe: (() => void) | undefined

  function look(): void {
    stopTimer()
    if (startup.phase === 'open') return
    const snapshot = monitor.getSnapshot()
    const isFoundHere = snapshot.source === 'live' || snapshot.source === 'shared'
    if (isFoundHere && hasAnswered(snapshot)) return moveTo(ANSWERED)
    if (!unsubscribe) return
    const waited = clock.now() - beganAt
    const phase = phaseAfter(waited, timing, snapshot.status === 'offline', offersChoice(startup))
    if (phase !== startup.phase) moveTo({ ...quiet, phase, startedAt })
    const due = Math.min(...Object.values(timing).filter((threshold) => threshold > waited))
    if (due < Infinity) timer = clock.setTimeout(look, due - waited)
  }

  function moveTo(next: StartupProgress): void {
    startup = next
    if (next.phase === 'open') rest()
    for (const listener of listeners) listener()
  }

  function begin(): void {
    moveTo(quiet)
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
        begin()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) rest()
      }
    },
    configure(given) {
      timing = startupTiming({ ...timing, ...given })
      look()
    },
    restart() {
      if (unsubscribe) begin()
    },
  }
}
