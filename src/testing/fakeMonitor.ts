import { createStore } from 'zustand/vanilla'
import type { History } from '../health/history.js'
import { EMPTY_HISTORY } from '../health/history.js'
import { createEmitter } from '../monitor/emitter.js'
import type { EngineState } from '../monitor/engineState.js'
import { INITIAL_STATE } from '../monitor/engineState.js'
import type { MonitorEvents } from '../monitor/events.js'
import type { Monitor } from '../monitor/monitor.js'
import { affectedBy } from '../monitor/judge.js'
import { settleReport } from '../monitor/structuralSharing.js'
import type { Snapshot, Timing } from '../monitor/snapshot.js'
import { transitionsBetween } from '../monitor/transitions.js'
import type { Clock } from '../time/clock.js'
import { systemClock } from '../time/clock.js'
import { aReport } from './reports.js'
import type { ReportSketch } from './reports.js'

/** A state for a test or a story: what is special about it. */
export interface FakeState {
  readonly snapshot?: SnapshotSketch
  readonly timing?: Partial<Timing>
  /** What `history()` gives, as far as it is not empty. */
  readonly history?: Partial<History>
}

/** Parts of a snapshot. A report may be sketched too; who is affected follows from it. */
export type SnapshotSketch = Partial<Omit<Snapshot, 'report'>> & { readonly report?: ReportSketch | null }

/** A monitor that probes nothing and says what it is told to. */
export interface FakeMonitor extends Monitor {
  /** Changes the state, and tells whoever listens what a real monitor would tell. */
  set(state: FakeState): void
  /** How often `check()` was called. */
  readonly checks: number
  /** How many starts have not been stopped. */
  readonly starts: number
}

/** Options of {@link fakeMonitor}. */
export interface FakeMonitorOptions extends FakeState {
  /** @default the system's */
  readonly clock?: Clock
  /** What "Retry now" does. It resolves when this does. */
  readonly onCheck?: (monitor: FakeMonitor) => void | Promise<void>
}

/**
 * A monitor for stories and for tests of what is shown.
 *
 * @example
 * const monitor = fakeMonitor({ snapshot: { status: 'unhealthy', cause: 'unreachable', source: 'live' } })
 * render(<ApiStatusProvider monitor={monitor}><DegradedBanner /></ApiStatusProvider>)
 */
export function fakeMonitor({
  clock = systemClock,
  onCheck,
  ...state
}: FakeMonitorOptions = {}): FakeMonitor {
  const events = createEmitter<MonitorEvents>(console)
  const recovered = new Set<() => unknown>()
  let history = added(EMPTY_HISTORY, state)
  let checks = 0
  let starts = 0
  const store = createStore<EngineState>(() => applied(INITIAL_STATE, state))
  const snapshot = () => store.getState().snapshot

  const monitor: FakeMonitor = {
    store,
    clock,
    get checks() {
      return checks
    },
    get starts() {
      return starts
    },
    set(next) {
      const previous = snapshot()
      history = added(history, next)
      store.setState(applied(store.getState(), next), true)
      if (snapshot() === previous) return
      for (const name of transitionsBetween(previous, snapshot())) {
        events.emit(name, { snapshot: snapshot(), previous })
        if (name === 'recovered') for (const refetch of recovered) refetch()
      }
    },
    start() {
      starts++
      let isStopped = false
      return () => {
        if (!isStopped) starts--
        isStopped = true
      }
    },
    getSnapshot: snapshot,
    getTiming: () => store.getState().timing,
    subscribe: (listener) => store.subscribe(() => listener()),
    async check() {
      checks++
      await onCheck?.(monitor)
      return snapshot()
    },
    fetch: () => Promise.reject(new TypeError('A fake monitor sends nothing.')),
    observe: (call) => call,
    on: events.on,
    onRecovered(refetch) {
      recovered.add(refetch)
      return () => void recovered.delete(refetch)
    },
    history: () => history,
    async forget() {
      history = EMPTY_HISTORY
      monitor.set({ snapshot: { ...INITIAL_STATE.snapshot, report: null }, timing: INITIAL_STATE.timing })
    },
  }
  return monitor
}

/** The same object unless there is something to add. */
function added(history: History, { history: sketch }: FakeState): History {
  return sketch ? Object.freeze({ ...history, ...sketch }) : history
}

function applied(state: EngineState, { snapshot = {}, timing }: FakeState): EngineState {
  const { report: sketch, ...rest } = snapshot
  const report = sketch ? settleReport(aReport(sketch), null) : sketch
  const next = {
    ...state.snapshot,
    ...(report !== undefined && { report, affected: report ? affectedBy(report) : [] }),
    ...rest,
  } as Snapshot
  return {
    ...state,
    snapshot: Object.keys(snapshot).length > 0 ? next : state.snapshot,
    timing: timing ? { ...state.timing, ...timing } : state.timing,
  }
}
