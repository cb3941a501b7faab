import type { HealthReport } from '../health/report.js'
import type { StorageMode } from '../storage/storage.js'
import { affectedBy, judgeFailure, judgeReport } from './judge.js'
import type { Damping, Finding } from './damping.js'
import { FRESH, weigh } from './damping.js'
import type { EngineState } from './engineState.js'
import { INITIAL_STATE, withSnapshot, withTiming } from './engineState.js'
import type { FailureOutcome, ProbeOutcome } from './outcome.js'
import type { SharedState } from './sharedState.js'
import { reuse, settleReport } from './structuralSharing.js'
import type { BreakerStatus, Circumstances, Snapshot, Timing } from './snapshot.js'
import type { Verdict } from './verdict.js'

/** Everything that can change the state. Times (`at`, `reportAt`, `nextCheckAt`) are epoch milliseconds. */
export type EngineEvent =
  | { readonly type: 'started' }
  | { readonly type: 'restored'; readonly report: HealthReport; readonly reportAt: number }
  /** What the tab that polls has found. */
  | { readonly type: 'shared'; readonly state: SharedState }
  /** `isAsked`: a `check()` waits for it, so it is believed without damping. */
  | {
      readonly type: 'probed'
      readonly outcome: ProbeOutcome
      readonly at: number
      readonly isAsked: boolean
      /** A cache on the way has kept the report for so long that it is stale as it comes. */
      readonly isOld: boolean
    }
  /** A probe is due at `nextCheckAt`; `null`: none is. */
  | { readonly type: 'scheduled'; readonly nextCheckAt: number | null }
  /** The report shown has grown old. */
  | { readonly type: 'aged' }
  /** The device came back: online again, awake, thawed. What failed before says little about now. */
  | { readonly type: 'woke' }
  | { readonly type: 'breaker'; readonly status: BreakerStatus }
  | { readonly type: 'storage'; readonly mode: StorageMode }
  | { readonly type: 'forgot' }

/** The one place where the state changes. Gives the same object back, or the same parts, when nothing in it does. */
export function reduce(state: EngineState, event: EngineEvent, damping: Damping): EngineState {
  return reuse(after(state, event, damping), state)
}

function after(state: EngineState, event: EngineEvent, damping: Damping): EngineState {
  switch (event.type) {
    case 'started':
      return { ...state, streak: FRESH }
    case 'restored':
      return restored(state, event.report, event.reportAt)
    case 'shared':
      return shared(state, event.state)
    case 'probed':
      return event.outcome.kind === 'failure'
        ? failed(state, event.outcome, event.at, event.isAsked, damping)
        : reported(state, event.outcome, event, damping)
    case 'scheduled':
      return withTiming(state, { nextCheckAt: event.nextCheckAt })
    case 'aged':
      return withSnapshot(state, { isStale: state.snapshot.report !== null })
    case 'woke':
      return { ...state, streak: { ...state.streak, attempt: 0, failures: 0, isSuspected: false } }
    case 'breaker':
      return withSnapshot(state, { breaker: event.status })
    case 'storage':
      return withSnapshot(state, { storage: event.mode })
    case 'forgot': {
      const { storage, breaker } = state.snapshot
      const forgotten = withTiming({ ...INITIAL_STATE, timing: state.timing }, { reportAt: null })
      return withReport(forgotten, null, { storage, breaker })
    }
  }
}

/** The report of an earlier time, shown as last known. */
export function restored(state: EngineState, report: HealthReport, reportAt: number): EngineState {
  if (state.snapshot.source !== 'none') return state
  const verdict = judgeReport(report, reportAt)
  return withReport(withTiming(state, { reportAt }), report, {
    ...verdict,
    isStale: true,
    source: 'restored',
    since: reportAt,
  })
}

/** The state of another tab becomes our own, but for what is each tab's: its breaker and its storage. */
function shared(state: EngineState, { verdict, report, timing, streak }: SharedState): EngineState {
  const { lastChecked, latencyMs } = timing
  if (!verdict) return { ...withTiming(state, { lastChecked, latencyMs }), streak }
  // Its own probe stays its own, also when another tab repeats what it found.
  const isOwn = state.snapshot.source === 'live' && state.timing.lastChecked === lastChecked
  const source = isOwn ? 'live' : 'shared'
  return withReport({ ...withTiming(state, timing), streak }, report, { ...verdict, source })
}

function reported(
  state: EngineState,
  outcome: Exclude<ProbeOutcome, FailureOutcome>,
  { at, isAsked, isOld }: { readonly at: number; readonly isAsked: boolean; readonly isOld: boolean },
  damping: Damping,
): EngineState {
  const { snapshot } = state
  const report = outcome.kind === 'report' ? outcome.report : snapshot.report
  // A 304 without a held report is asked again without its tag, so there is one.
  if (!report) return state
  const verdict = judgeReport(report, at)
  const kind = verdict.status === 'unhealthy' ? 'unhealthy' : 'well'
  const { isBelieved, streak } = weigh(state.streak, { kind }, snapshot, isAsked, damping)
  const latencyMs = outcome.latencyMs ?? state.timing.latencyMs
  const checked = { ...withTiming(state, { lastChecked: at, latencyMs }), streak }
  if (!isBelieved) return checked

  const { httpStatus } = outcome.kind === 'report' ? outcome : snapshot
  const shown = outcome.kind === 'report' ? withReport(checked, outcome.report, {}) : checked
  return withVerdict(withTiming(shown, { reportAt: at - outcome.ageMs }), verdict, at, {
    device: 'online',
    backend: 'reachable',
    isStale: isOld,
    source: 'live',
    httpStatus,
  })
}

function failed(
  state: EngineState,
  outcome: FailureOutcome,
  at: number,
  isAsked: boolean,
  damping: Damping,
): EngineState {
  const { snapshot } = state
  const finding: Finding = { kind: 'failure', weight: outcome.isBrowserOffline ? 2 : 1 }
  const { isBelieved, streak } = weigh(state.streak, finding, snapshot, isAsked, damping)
  const latencyMs = outcome.httpStatus === null ? null : outcome.latencyMs
  const checked = { ...withTiming(state, { lastChecked: at, latencyMs }), streak }
  if (!isBelieved) return checked

  // Being turned away by a rate limit says nothing about the report: it stays, and grows old by itself.
  const isNews = outcome.cause !== 'rate-limited'
  return withVerdict(checked, judgeFailure(outcome, snapshot, at), at, {
    device: deviceSeen(outcome),
    backend: backendSeen(outcome),
    isStale: snapshot.report !== null && (snapshot.isStale || isNews),
    source: isNews || snapshot.source === 'none' ? 'live' : snapshot.source,
    httpStatus: outcome.httpStatus,
  })
}

/** Causes by which something else than the back end answers, or nothing is known of it. */
const OTHERS: readonly FailureOutcome['cause'][] = ['device-offline', 'captive-portal', 'invalid-response']

function deviceSeen({ cause, httpStatus }: FailureOutcome): Snapshot['device'] {
  if (cause === 'device-offline' || cause === 'captive-portal') return 'offline'
  return httpStatus === null ? 'unknown' : 'online'
}

function backendSeen({ cause, httpStatus }: FailureOutcome): Snapshot['backend'] {
  if (cause === 'timeout' || cause === 'unreachable') return 'unreachable'
  // What else answers is the back end, but for a 503, which may come from what stands before it.
  const isOther = OTHERS.includes(cause) || httpStatus === 503
  return isOther ? 'unknown' : 'reachable'
}

/** `since` moves only when the status does. */
function withVerdict(
  state: EngineState,
  verdict: Verdict,
  at: number,
  facts: Partial<Circumstances>,
): EngineState {
  const since = verdict.status === state.snapshot.status ? (state.snapshot.since ?? at) : at
  return withSnapshot(state, { ...facts, ...verdict, since })
}

/** Another report, or none, with all that follows from it. */
function withReport(
  state: EngineState,
  report: HealthReport | null,
  changes: Partial<Snapshot>,
): EngineState {
  const settled = report && settleReport(report, state.snapshot.report)
  const affected = settled ? affectedBy(settled) : []
  const responseTimes = report ? responseTimesOf(report) : {}
  return withTiming(withSnapshot(state, { ...changes, report: settled, affected }), { responseTimes })
}

function responseTimesOf({ components }: HealthReport): Timing['responseTimes'] {
  const known = Object.entries(components).flatMap(([name, { responseTimeMs }]) =>
    responseTimeMs === undefined ? [] : [[name, responseTimeMs] as const],
  )
  return Object.fromEntries(known)
}
