import type { Cause, Headline } from '../health/headline.js'
import type { ComponentState, MaintenanceWindow } from '../health/report.js'
import type { Monitor, MonitorState } from '../monitor/monitor.js'
import type { BreakerStatus, Snapshot, Source } from '../monitor/snapshot.js'

/** What `useApiStatus()` gives. Times are epoch milliseconds. */
export interface ApiStatus {
  /** What the app shows, in one word. */
  readonly status: Headline
  /** Why it is not healthy; `null` when it is healthy or checking. */
  readonly cause: Cause | null
  /** The status is not `offline`. */
  readonly isOnline: boolean
  /** The status is `degraded` or `unhealthy`. */
  readonly isDegraded: boolean
  /** The report shown is restored, has grown old, or was followed by a failure that changed the status. */
  readonly isStale: boolean
  /** The last report says that writes are refused. */
  readonly isReadOnly: boolean
  /** The components of the last report, by name. Frozen; a component that did not change is the same object. */
  readonly components: Readonly<Record<string, ComponentState>>
  /** The names of the components at fault, critical ones first. */
  readonly affected: readonly string[]
  /** Planned interruptions of the last report. */
  readonly maintenance: readonly MaintenanceWindow[]
  /** What the back end says its deployment is. */
  readonly buildId: string | null
  /** When a probe last had its outcome. */
  readonly lastChecked: number | null
  /** When the next probe is due; `null` while none is. */
  readonly nextCheckAt: number | null
  /** When the report shown was received: its age is what a stale status should be shown with. */
  readonly reportAt: number | null
  /** How long the last answered probe took, in milliseconds. */
  readonly latencyMs: number | null
  /** How long the components' checks took, as last reported, in milliseconds. */
  readonly responseTimes: Readonly<Record<string, number>>
  /** When the status became what it is. */
  readonly since: number | null
  /** Where the status came from. */
  readonly source: Source
  readonly device: Snapshot['device']
  readonly backend: Snapshot['backend']
  /** The breaker around calls to the back end. */
  readonly breaker: BreakerStatus
  /** Whether the last report survives a reload. */
  readonly storage: Snapshot['storage']
  /** "Retry now". Stable; resolves with the snapshot after the probe, and never rejects. */
  readonly check: Monitor['check']
}

const NO_COMPONENTS: ApiStatus['components'] = Object.freeze({})
const NO_MAINTENANCE: ApiStatus['maintenance'] = Object.freeze([])
/** By monitor first: several may be in the very same state, and each has its own `check`. */
const made = new WeakMap<Monitor, WeakMap<MonitorState, ApiStatus>>()

/** The state of a monitor as its hooks give it: one object for each state. */
export function apiStatusOf(monitor: Monitor, state: MonitorState): ApiStatus {
  const madeHere = made.get(monitor) ?? new WeakMap<MonitorState, ApiStatus>()
  made.set(monitor, madeHere)
  const apiStatus = madeHere.get(state) ?? make(monitor, state)
  madeHere.set(state, apiStatus)
  return apiStatus
}

function make(monitor: Monitor, { snapshot, timing }: MonitorState): ApiStatus {
  const { status, report } = snapshot
  return {
    status,
    cause: snapshot.cause,
    isOnline: status !== 'offline',
    isDegraded: status === 'degraded' || status === 'unhealthy',
    isStale: snapshot.isStale,
    isReadOnly: report?.readOnly ?? false,
    components: report?.components ?? NO_COMPONENTS,
    affected: snapshot.affected,
    maintenance: report?.maintenance ?? NO_MAINTENANCE,
    buildId: report?.service?.buildId ?? null,
    lastChecked: timing.lastChecked,
    nextCheckAt: timing.nextCheckAt,
    reportAt: timing.reportAt,
    latencyMs: timing.latencyMs,
    responseTimes: timing.responseTimes,
    since: snapshot.since,
    source: snapshot.source,
    device: snapshot.device,
    backend: snapshot.backend,
    breaker: snapshot.breaker,
    storage: snapshot.storage,
    check: monitor.check,
  }
}
