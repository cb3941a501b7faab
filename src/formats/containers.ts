import type { HealthStatus } from '../health/status.js'
import type { LatencyUnit } from './componentReport.js'
import { isStatusField } from './declaredStatus.js'

/** A member that holds components: a map of them by name, or a list. */
export interface Container {
  readonly field: string
  /** Of `response_time`. @default 'ms' */
  readonly unit?: LatencyUnit
  /** A bare word or truth value in it is some detail rather than a component. */
  readonly holdsDetails?: boolean
  /** Every entry has this status, whatever it says. */
  readonly status?: HealthStatus
}

/** The native one, and what is read like it: a list or a flat report without a container. */
export const PLAIN: Container = { field: 'components' }

/** Looked for in this order; the first with a component in it is the one. */
export const CONTAINERS: readonly Container[] = [
  PLAIN,
  { field: 'checks' },
  { field: 'services', unit: 's' },
  { field: 'entries' },
  { field: 'results' },
  { field: 'checkresults' },
  { field: 'indicators' },
  { field: 'backends' },
  { field: 'details', holdsDetails: true },
  { field: 'failures', status: 'unhealthy' },
]

/** What stands beside the status of a flat report without being a component of it. */
const ABOUT_THE_REPORT: ReadonlySet<string> = /* @__PURE__ */ new Set(
  [
    'message,msg,error,description,detail,title,type,reason,notes,output,info,name,service,app,component,version',
    'commit,env,environment,stage,mode,page,timestamp,time,uptime,code,statuscode,result,ready,readonly',
    'maintenance,poll,system,summary,truncated,level,severity,phase,role,kind,user,data',
  ].flatMap((list) => list.split(',')),
)

/** Whether a member of a flat report, by its folded name, may be a component. */
export function mayBeComponent(field: string): boolean {
  return !isStatusField(field) && !ABOUT_THE_REPORT.has(field)
}

/** Where an entry of a list has its name, in the order in which it is looked for. */

export const NAME_FIELDS = ['checkid', 'name', 'checker', 'alias', 'id'] as const
