import type { HealthReport, MaintenanceWindow, PollHint, ServiceIdentity } from '../../health/report.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import type { CheckedComponent } from './component.js'
import { isReadOnly, toComponent } from './component.js'
import type { Lifecycle } from '../lifecycle/lifecycle.js'
import { notReadyReason } from '../lifecycle/readiness.js'
import { overallStatus } from './overallStatus.js'

/** A report with all that the service knows: error messages and details too. Not for sending as it is. */
export interface ServiceReport extends HealthReport {
  readonly components: Readonly<Record<string, CheckedComponent>>
}

/** What a report is made of. */
export interface ReportParts {
  readonly checks: Iterable<CachedCheck>
  readonly lifecycle: Lifecycle
  /** Somebody has set the service to read-only, whatever the checks say. */
  readonly isSetReadOnly: boolean
  readonly service: ServiceIdentity | undefined
  readonly maintenance: readonly MaintenanceWindow[]
  readonly poll: PollHint | undefined
  /** Epoch milliseconds. */
  readonly timestamp: number
}

/** One report from the outcomes that are there; runs nothing. Until start-up is done the whole is unhealthy. */
export function buildReport({ checks, lifecycle, isSetReadOnly, ...rest }: ReportParts): ServiceReport {
  const known = [...checks]
  // fromEntries, not assignment: a component may be named `__proto__`.
  const components = Object.fromEntries(known.map((cached) => [cached.check.name, toComponent(cached)]))
  return {
    ...rest,
    status: overallStatus(lifecycle, Object.values(components)),
    ready: notReadyReason(lifecycle, known) === null,
    readOnly: isSetReadOnly || known.some(isReadOnly),
    components: Object.freeze(components),
  }
}
