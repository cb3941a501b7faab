import type { HealthReport } from '../health/report.js'
import type { StorageMode } from '../storage/storage.js'
import { affectedBy, judgeFailure, judgeReport } from './judge.js'
import type { EngineState } from './engineState.js'
import { FRESH, INITIAL_STATE, withSnapshot, withTiming } from './engineState.js'
import type { FailureOutcome, ProbeOutcome } from './outcome.js'
import { settleReport } from './settleReport.js'
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

/** How many outcomes damping wants before it believes them. */
export interface Damping {
  readonly failuresToTrip: number
  readonly successesToRecover: number
}

/** The one place where the state changes. Gives the same object back when nothing does. */
export function reduce(state: EngineState, event: EngineEvent, damping: Damping): EngineState {
  switch (event.type) {
    case 'started':
      return { ...state, streak: FRESH }
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
      return { ...state, streak: { ...state.streak, failures: 0, isSuspected: false } }
    case 'breaker':
      return withSnapshot(state, { breaker: event.status })
    case 'storage':
      return withSnapshot(state, { storage: event.mode })
    case 'forgot':
      return {
        ...INITIAL_STATE,
        snapshot: {
          ...INITIAL_STATE.snapshot,
          storage: state.snapshot.storage,
          breaker: state.snapshot.breaker,
        },
        timing: { ...INITIAL_STATE.timing, nextCheckAt: state.timing.nextCheckAt },
      }
  }
}

function restored(state: EngineState, report: HealthReport, reportAt: number): EngineState {
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
  const { snapshot, streak } = state
  const report = outcome.kind === 'report' ? settleReport(outcome.report, snapshot.report) : snapshot.report
  // A 304 without a held report is asked again without its tag, so there is one.
  if (!report) return state
  const verdict = judgeReport(report, at)
  const isWell = verdict.status !== 'unhealthy'
  const isUndamped = streak.isFirst || isAsked

  const checked = withTiming(state, { lastChecked: at, latencyMs: outcome.latencyMs })
  if (verdict.status === 'unhealthy' && snapshot.status === 'healthy' && !isUndamped && !streak.isSuspected) {
    return { ...checked, streak: { ...streak, failures: streak.failures + 1, isSuspected: true } }
  }
  const successes = isWell ? streak.successes + 1 : 0
  const isBetter = isBad(snapshot) && isWell
  if (isBetter && !isUndamped && successes < damping.successesToRecover) {
    return { ...checked, streak: { ...streak, failures: 0, successes, isSuspected: false } }
  }
  const shown = withVerdict(checked, verdict, at, {
    device: 'online',
    backend: 'reachable',
    report,
    affected: affectedBy(report),
    isStale: false,
    source: 'live',
  })
  return {
    ...withTiming(shown, {
      reportAt: at,
      ...(outcome.kind === 'report' && {
        responseTimes: responseTimesOf(outcome.report, state.timing.responseTimes),
      }),
    }),
    streak: { isFirst: false, failures: isWell ? 0 : streak.failures + 1, successes: 0, isSuspected: false },
  }
}

function isBad({ status, source }: Snapshot): boolean {
  return (status === 'unhealthy' || status === 'offline') && source !== 'restored'
}

function failed(
  state: EngineState,
  outcome: FailureOutcome,
  at: number,
  isAsked: boolean,
  damping: Damping,
): EngineState {
  const { snapshot, streak } = state
  const failures = streak.failures + (outcome.isBrowserOffline ? 2 : 1)
  const isBelieved = streak.isFirst || isAsked || streak.isSuspected || failures >= damping.failuresToTrip
  const counted: EngineState = {
    ...withTiming(state, {
      lastChecked: at,
      latencyMs: outcome.httpStatus === null ? null : outcome.latencyMs,
    }),
    streak: { isFirst: false, failures, successes: 0, isSuspected: streak.isSuspected && !isBelieved },
  }
  if (!isBelieved) return counted
  // Being turned away by a rate limit says nothing about the report: it stays, and grows old by itself.
  const isNews = outcome.cause !== 'rate-limited'
  return withVerdict(counted, judgeFailure(outcome, snapshot, at), at, {
    device: deviceSeen(outcome),
    backend: backendSeen(outcome),
    isStale: snapshot.report !== null && (snapshot.isStale || isNews),
    source: isNews || snapshot.source === 'none' ? 'live' : snapshot.source,
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
