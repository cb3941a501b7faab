import type { Streak } from './damping.js'
import { FRESH } from './damping.js'
import type { MonitorState } from './monitor.js'
import type { Snapshot, Timing } from './snapshot.js'

/** All that the engine knows. */
export interface EngineState extends MonitorState {
  readonly streak: Streak
}

/** Before anything is known, and what a server renders. */
export const INITIAL_STATE: EngineState = Object.freeze({
  snapshot: Object.freeze<Snapshot>({
    status: 'checking',
    cause: null,
    device: 'unknown',
    backend: 'unknown',
    report: null,
    affected: Object.freeze([]),
    isStale: false,
    source: 'none',
    httpStatus: null,
    since: null,
    breaker: Object.freeze({ state: 'closed' }),
    storage: 'persistent',
  }),
  timing: Object.freeze<Timing>({
    lastChecked: null,
    nextCheckAt: null,
    reportAt: null,
    latencyMs: null,
    responseTimes: Object.freeze({}),
  }),
  streak: FRESH,
})

/** The state with changes in its snapshot; the state itself when they change nothing. */
export function withSnapshot(state: EngineState, changes: Partial<Snapshot>): EngineState {
  const snapshot = changed(state.snapshot, changes)
  return snapshot === state.snapshot ? state : { ...state, snapshot }
}

/** The same for what damping remembers. */
export function withStreak(state: EngineState, streak: Streak): EngineState {
  return changed(state.streak, streak) === state.streak ? state : { ...state, streak }
}

/** The same for the timing slice. */
export function withTiming(state: EngineState, changes: Partial<Timing>): EngineState {
  const timing = changed(state.timing, changes)
  return timing === state.timing ? state : { ...state, timing }
}

function changed<Whole extends object>(whole: Whole, changes: Partial<Whole>): Whole {
  const isSame = (Object.keys(changes) as (keyof Whole)[]).every((key) => sameValue(whole[key], changes[key]))
  return isSame ? whole : Object.freeze({ ...whole, ...changes })
}

/** Lists and small records (a breaker's status) are compared by what is in them. */
function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  return Array.isArray(one) === Array.isArray(other) && isShallowEqual(one, other)
}

function isShallowEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  const entries = Object.entries(one)
  const others = new Map(Object.entries(other))
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value)
}
