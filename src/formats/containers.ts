import type { HealthStatus } from '../health/status.js'
import type { LatencyUnit } from './componentReport.js'
import { isStatusField } from './declaredStatus.js'

/** A member that holds components: a map of them by name, or a list. */
export interface Container {
  readonly field: string
  /** Of `response_time`. */
  readonly unit: LatencyUnit
  /** Whether a bare word or truth value in it is a component, rather than some detail. */
  readonly holdsWords: boolean
  /** Every entry has this status, whatever it says. */
  readonly status?: HealthStatus
}

/** The native one, and what is read like it: a list or a flat report without a container. */
export const PLAIN: Container = { field: 'components', unit: 'ms', holdsWords: true }

/** Looked for in this order; the first with a component in it is the one. */
export const CONTAINERS: readonly Container[] = [
  PLAIN,
  { field: 'checks', unit: 'ms', holdsWords: true },
  { field: 'services', unit: 's', holdsWords: true },
  { field: 'entries', unit: 'ms', holdsWords: true },
  { field: 'results', unit: 'ms', holdsWords: true },
  { field: 'checkresults', unit: 'ms', holdsWords: true },
  { field: 'indicators', unit: 'ms', holdsWords: true },
  { field: 'backends', unit: 'ms', holdsWords: true },
  { field: 'details', unit: 'ms', holdsWords: false },
  { field: 'failures', unit: 'ms', holdsWords: true, status: 'unhealthy' },
]

/** What stands beside the status of a flat report without being a component of it. */
const ABOUT_THE_REPORT: ReadonlySet<string> = new Set([
  ...[
    'message',
    'msg',
    'error',
    'description',
    'detail',
    'title',
    'type',
    'reason',
    'notes',
    'output',
    'info',
  ],
  ...[
    'name',
    'service',
    'app',
    'component',
    'version',
    'commit',
    'env',
    'environment',
    'stage',
    'mode',
    'page',
  ],
  ...[
    'timestamp',
    'time',
    'uptime',
    'code',
    'statuscode',
    'result',
    'ready',
    'readonly',
    'maintenance',
    'poll',
  ],
  ...['system', 'summary', 'truncated', 'level', 'severity', 'phase', 'role', 'kind', 'user', 'data'],
])

/** Whether a member of a flat report, by its folded name, may be a component. */
export function mayBeComponent(field: string): boolean {
  return !isStatusField(field) && !ABOUT_THE_REPORT.has(field)
}

/** Where an entry of a list has its name, in the order in which it is looked for. */

export const NAME_FIELDS = ['checkid', 'name', 'checker', 'alias', 'id'] as const
