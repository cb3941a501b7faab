import type { HealthReport } from '../health/report.js'
import type { StorageMode } from '../storage/storage.js'
import { affectedBy, judgeFailure, judgeReport } from './judge.js'
import type { Damping, Finding } from './damping.js'
import { FRESH, weigh } from './damping.js'
import type { EngineState } from './engineState.js'
import { INITIAL_STATE, withSnapshot, withStreak, withTiming } from './engineState.js'
import type { FailureOutcome, ProbeOutcome } from './outcome.js'
import { settleReport } from './structuralSharing.js'
import type { BreakerStatus, Circumstances, Snapshot, Timing } from './snapshot.js'
import type { Verdict } from './verdict.js'

/** Everything that can change the state. Times (`at`, `reportAt`, `nextCheckAt`) are epoch milliseconds. */
export type EngineEvent =
  | { readonly type: 'started' }
  | { readonly type: 'restored'; readonly report: HealthReport; readonly reportAt: number }
  /** `isAsked`: a `check()` waits for it, so it is believed without damping. */
  | {
      readonly type: 'probed'
      readonly outcome: ProbeOutcome
      readonly at: number
      readonly isAsked: boolean
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

/** The one place where the state changes. Gives the same object back when nothing does. */
export function reduce(state: EngineState, event: EngineEvent, damping: Damping): EngineState {
  switch (event.type) {
    case 'started':
      return withStreak(state, FRESH)
    case 'restored':
      return restored(state, event.report, event.reportAt)
    case 'probed':
      return event.outcome.kind === 'failure'
        ? failed(state, event.outcome, event.at, event.isAsked, damping)
        : reported(state, event.outcome, event.at, event.isAsked, damping)
    case 'scheduled':
      return withTiming(state, { nextCheckAt: event.nextCheckAt })
    case 'aged':
      return withSnapshot(state, { isStale: state.snapshot.report !== null })
    case 'woke':
      return withStreak(state, { ...state.streak, attempt: 0, failures: 0, isSuspected: false })
    case 'breaker':
      return withSnapshot(state, { breaker: event.status })
    case 'storage':
      return withSnapshot(state, { storage: event.mode })
    case 'forgot': {
      const { storage, breaker } = state.snapshot
      return withSnapshot(
        withTiming({ ...INITIAL_STATE, timing: state.timing }, { reportAt: null, responseTimes: {} }),
        { storage, breaker },
      )
    }
  }
}

/** The report of an earlier time, shown as last known. */
export function restored(state: EngineState, report: HealthReport, reportAt: number): EngineState {
  if (state.snapshot.source !== 'none') return state
  const settled = settleReport(report, null)
  const verdict = judgeReport(settled, reportAt)
  const shown = withSnapshot(state, {
    ...verdict,
    report: settled,
    affected: affectedBy(settled),
    isStale: true,
    source: 'restored',
    since: reportAt,
  })
  return withTiming(shown, { reportAt, responseTimes: responseTimesOf(report) })
}

function reported(
  state: EngineState,
  outcome: Exclude<ProbeOutcome, FailureOutcome>,
  at: number,
  isAsked: boolean,
  damping: Damping,
): EngineState {
  const { snapshot, timing } = state
  const report = outcome.kind === 'report' ? settleReport(outcome.report, snapshot.report) : snapshot.report
  // A 304 without a held report is asked again without its tag, so there is one.
  if (!report) return state
  const verdict = judgeReport(report, at)
  const kind = verdict.status === 'unhealthy' ? 'unhealthy' : 'well'
  const { isBelieved, streak } = weigh(state.streak, { kind }, snapshot, isAsked, damping)
  const checked = { ...withTiming(state, { lastChecked: at, latencyMs: outcome.latencyMs }), streak }
  if (!isBelieved) return checked

  const shown = withVerdict(checked, verdict, at, {
    device: 'online',
    backend: 'reachable',
    report,
    affected: affectedBy(report),
    isStale: false,
    source: 'live',
    httpStatus: outcome.kind === 'report' ? outcome.httpStatus : snapshot.httpStatus,
  })
  const responseTimes =
    outcome.kind === 'report' ? responseTimesOf(outcome.report, timing.responseTimes) : timing.responseTimes
  return withTiming(shown, { reportAt: at, responseTimes })
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

function deviceSeen({ cause, httpStatus }: FailureOutcome): Snapshot['device'] {
  if (cause === 'device-offline' || cause === 'captive-portal') return 'offline'
  return httpStatus === null ? 'unknown' : 'online'
}

function backendSeen({ cause, httpStatus }: FailureOutcome): Snapshot['backend'] {
  switch (cause) {
    case 'timeout':
    case 'unreachable':
      return 'unreachable'
    // A 503 may come from the back end or from what stands before it.
    case 'server-error':
      return httpStatus === 503 ? 'unknown' : 'reachable'
    case 'needs-auth':
    case 'misconfigured':
    case 'rate-limited':
      return 'reachable'
    default:
      return 'unknown'
  }
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

function responseTimesOf(
  report: HealthReport,
  previous: Timing['responseTimes'] = INITIAL_STATE.timing.responseTimes,
): Timing['responseTimes'] {
  const known = Object.entries(report.components).flatMap(([name, { responseTimeMs }]) =>
    responseTimeMs === undefined ? [] : [[name, responseTimeMs] as const],
  )
  return known.length === 0 && Object.keys(previous).length === 0
    ? previous
    : Object.freeze(Object.fromEntries(known))
}
