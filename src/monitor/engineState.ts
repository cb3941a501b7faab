import type { Streak } from './damping.js'
import { FRESH } from './damping.js'
import type { MonitorState } from './monitor.js'
import type { Snapshot, Timing } from './snapshot.js'
import { reuse } from './structuralSharing.js'

/** All that the engine knows. */
export interface EngineState extends MonitorState {
  readonly streak: Streak
}

/** Before anything is known, and what a server renders. */
export const INITIAL_STATE: EngineState = reuse(
  {
    snapshot: {
      status: 'checking',
      cause: null,
      device: 'unknown',
      backend: 'unknown',
      report: null,
      affected: [],
      isStale: false,
      source: 'none',
      httpStatus: null,
      since: null,
      breaker: { state: 'closed' },
      storage: 'persistent',
    },
    timing: { lastChecked: null, nextCheckAt: null, reportAt: null, latencyMs: null, responseTimes: {} },
    streak: FRESH,
  },
  null,
)

/** The state with changes in its snapshot. */
export function withSnapshot(state: EngineState, changes: Partial<Snapshot>): EngineState {
  return { ...state, snapshot: Object.freeze({ ...state.snapshot, ...changes } as Snapshot) }
}

/** The same for the timing slice. */
export function withTiming(state: EngineState, changes: Partial<Timing>): EngineState {
  return { ...state, timing: Object.freeze({ ...state.timing, ...changes }) }
}
