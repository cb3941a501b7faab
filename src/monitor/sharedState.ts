import { isObject } from '../formats/fields.js'
import { readReport } from '../formats/readReport.js'
import type { HealthReport } from '../health/report.js'
import type { Streak } from './damping.js'
import { isSeenVerdict } from './readHistory.js'
import type { Circumstances, Snapshot, Timing } from './snapshot.js'
import type { BreakerNews } from './tabs.js'
import type { Verdict } from './verdict.js'

/** What the tabs of a browser tell each other of the back end: as much as it takes to go on where another one stopped. */
export interface SharedState {
  /** `null` while no probe of this browser has had an outcome. */
  readonly verdict: SharedVerdict | null
  /** The report behind it, as received, and its validator. */
  readonly report: HealthReport | null
  readonly etag: string | null
  readonly timing: Pick<Timing, 'lastChecked' | 'reportAt' | 'latencyMs'>
  readonly streak: Streak
  /**
   * How often what was known has been forgotten: who has forgotten since does not want to hear of it again. `null` in a
   * tab that has known nothing from before it joined.
   */
  readonly timesForgotten: number | null
  /** Breakers that are not closed. */
  readonly breakers: readonly BreakerNews[]
  /** Milliseconds since the report came, or was confirmed. Tabs share no monotonic clock, but durations they do. */
  readonly reportAge: number
  /** Milliseconds since the last probe had its outcome. */
  readonly checkedAgo: number
  /** Milliseconds since a user last had a probe sent. */
  readonly askedAgo: number
  /** Milliseconds until the next probe is due; negative when it is overdue. */
  readonly nextCheckIn: number
}

/** The part of a snapshot that is the same in every tab. */
export type SharedVerdict = Verdict &
  Pick<Circumstances, 'device' | 'backend' | 'isStale' | 'httpStatus' | 'since'>

/** What to tell of a snapshot: nothing while it holds what storage or a server knew, as other tabs know that too. */
export function sharedVerdict(snapshot: Snapshot): SharedVerdict | null {
  if (snapshot.source !== 'live' && snapshot.source !== 'shared') return null
  const { status, cause, device, backend, isStale, httpStatus, since } = snapshot
  return { ...({ status, cause } as Verdict), device, backend, isStale, httpStatus, since }
}

/** A state from another tab. It is of our own making, of our version; only the report is read as warily as any. */
export function readSharedState(value: unknown): SharedState | null {
  if (!isObject(value)) return null
  const state = value as unknown as SharedState
  const isWhole =
    isObject(state.timing) &&
    isObject(state.streak) &&
    Array.isArray(state.breakers) &&
    state.breakers.every(isBreakerNews) &&
    (state.verdict === null || isSeenVerdict(state.verdict?.status, state.verdict?.cause)) &&
    [state.reportAge, state.checkedAgo, state.nextCheckIn, state.askedAgo].every(Number.isFinite)
  return isWhole ? { ...state, report: readReport(state.report) } : null
}

/** Whether a breaker of another tab is one that can be taken over. */
export function isBreakerNews(value: unknown): boolean {
  if (!isObject(value)) return false
  const { type, key, origin, state } = value
  const isNamed = type === 'breaker' && typeof key === 'string' && typeof origin === 'string'
  if (!isNamed || !isObject(state)) return false
  const { kind, until, attempt, waitMs } = state
  return kind === 'closed' || [kind === 'open' ? until : 0, attempt, waitMs].every(Number.isFinite)
}
