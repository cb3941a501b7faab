import type { ComponentState, HealthReport } from '../health/report.js'
import type { StorageMode } from '../storage/storage.js'
import type { Verdict } from './verdict.js'

/** The monitor's immutable state: the same object until something in it changes. An unchanged poll changes nothing. */
export type Snapshot = Verdict & Circumstances

/** What stands in a snapshot beside the verdict. */
export interface Circumstances {
  /** Whether this device reaches a network. */
  readonly device: 'online' | 'offline' | 'unknown'
  /** Whether the back end answers. */
  readonly backend: 'reachable' | 'unreachable' | 'unknown'
  /** The report shown: the newest one, also under a verdict that has none of its own. `null` before any. */
  readonly report: SettledReport | null
  /** The components at fault, critical ones first. */
  readonly affected: readonly string[]
  /** The report shown is restored, older than 1.5 × interval, or followed by a failure that changed the headline. */
  readonly isStale: boolean
  readonly source: Source
  /** The status code of the answer that the verdict rests on; `null` without one. */
  readonly httpStatus: number | null
  /** When the status became what it is, in epoch milliseconds; `null` before the first verdict. */
  readonly since: number | null
  /** The breaker around calls to the probe's own origin. */
  readonly breaker: BreakerStatus
  readonly storage: StorageMode
}

/** Where the shown state came from: this tab's probe, another tab's, IndexedDB, or nowhere yet. */
export type Source = 'live' | 'shared' | 'restored' | 'none'

/** A report without what moves on every poll: two polls that say the same give the same object. */
export interface SettledReport extends Omit<HealthReport, 'components' | 'timestamp'> {
  readonly components: Readonly<Record<string, ComponentState>>
}

/** What one breaker does with a call. */
export type BreakerStatus =
  | { readonly state: 'closed' }
  /** Calls are refused; `until` is when the next one is let through, in epoch milliseconds. */
  | { readonly state: 'open'; readonly until: number }
  /** One call is let through to find out. */
  | { readonly state: 'half-open' }

/** What changes on every poll, beside the snapshot. Times are epoch milliseconds. */
export interface Timing {
  /** When a probe last got its outcome. */
  readonly lastChecked: number | null
  /** When the next probe is due; `null` while none is scheduled (hidden, stopped). */
  readonly nextCheckAt: number | null
  /** When the report shown was given: received, less the time that a cache on the way has kept it. */
  readonly reportAt: number | null
  /** How long the last answered probe took, in milliseconds. */
  readonly latencyMs: number | null
  /** How long the components' checks took, as last reported, in milliseconds. */
  readonly responseTimes: Readonly<Record<string, number>>
}
