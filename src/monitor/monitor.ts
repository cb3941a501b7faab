import type { StoreApi } from 'zustand/vanilla'
import type { History } from '../health/history.js'
import type { Clock } from '../time/clock.js'
import type { MonitorEvents } from './events.js'
import type { Snapshot, Timing } from './snapshot.js'

/** The two slices of a monitor's state. */
export interface MonitorState {
  readonly snapshot: Snapshot
  readonly timing: Timing
}

/** The zustand store behind a monitor, to read and to listen to. `getInitialState` is what a server renders. */
export type MonitorStore = Pick<StoreApi<MonitorState>, 'getState' | 'getInitialState' | 'subscribe'>

/** The engine: it probes, decides, remembers and tells. Creating one reads nothing and starts nothing. */
export interface Monitor {
  readonly store: MonitorStore
  /** The clock it lives by; countdowns and ages beside it should too. */
  readonly clock: Clock

  /**
   * Starts probing and returns the stop. Starts are counted, so that a double start (StrictMode, two providers) is
   * harmless. The last stop leaves no timer, listener, request or lock behind, but for the deadline of a write that is
   * under way (2 s); a later start begins anew.
   */
  start(): () => void

  /** The current snapshot: the same object until something changes. */
  getSnapshot(): Snapshot
  /** What changes on every poll. */
  getTiming(): Timing
  /** Calls `listener` after each change of snapshot or timing; returns the undo. */
  subscribe(listener: () => void): () => void

  /**
   * "Retry now": probes at once, at most once per 2 seconds (a call that comes sooner waits for its turn), and
   * resolves with the snapshot after it. What it finds is believed without damping. Never rejects.
   */
  check(): Promise<Snapshot>

  /**
   * The app's own calls, through the breaker of their origin; `init` is passed on untouched. Outcomes are evidence:
   * a success is a sign of life, a failure asks for a confirming probe.
   *
   * Rejects as `fetch` does, and with {@link BreakerOpenError} without sending anything while the breaker is open.
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>

  /** Evidence from a call made by other means: a promise of a response, or a response. Returns what it was given. */
  observe<Call extends Response | PromiseLike<Response>>(call: Call): Call

  /** Calls `handler` at each event of that name; returns the undo. An error in it goes to `logger`. */
  on<Name extends keyof MonitorEvents>(
    name: Name,
    handler: (event: MonitorEvents[Name]) => unknown,
  ): () => void

  /**
   * Calls `refetch` after a recovery, at a moment of its own within `spread` milliseconds, so that a fleet does not
   * come back all at once. Returns the undo, which also drops a call still to come.
   *
   * @param options.spread Default 10 000. 0 calls at once.
   */
  onRecovered(refetch: () => unknown, options?: { readonly spread?: number }): () => void

  /**
   * How the back end has been, as seen from this browser: the last latencies and transitions, and 90 days by the day.
   * Survives reloads. The same frozen object until something is added.
   */
  history(): History

  /** At logout: forgets the last report and the history, in memory and in storage. Never rejects. */
  forget(): Promise<void>
}
