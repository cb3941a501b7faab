import type { HealthReport, MaintenanceWindow, PollHint, ServiceIdentity } from '../../health/report.js'
import type { CheckedComponent } from './component.js'
import { toComponent } from './component.js'
import type { StateSources } from './serviceState.js'
import { readState } from './serviceState.js'

/** A report with all that the service knows: error messages and details too. Not for sending as it is. */
export interface ServiceReport extends HealthReport {
  readonly components: Readonly<Record<string, CheckedComponent>>
}

/** What a report is made of. */
export interface ReportParts extends StateSources {
  readonly service: ServiceIdentity | undefined
  readonly maintenance: readonly MaintenanceWindow[]
  readonly poll: PollHint | undefined
  /** Epoch milliseconds. */
  readonly timestamp: number
}

/** One report from the outcomes that are there; runs nothing. Until start-up is done the whole is unhealthy. */
export function buildReport({ checks, lifecycle, isSetReadOnly, ...rest }: ReportParts): ServiceReport {
  // fromEntries, not assignment: a component may be named `__proto__`.
  const components = Object.fromEntries(checks.map((cached) => [cached.check.name, toComponent(cached)]))
  const { status, ready, readOnly } = readState({ checks, lifecycle, isSetReadOnly })
  return {
    ...rest,
    status,
    ready,
    readOnly,
    components: Object.freeze(components),
  }
}
