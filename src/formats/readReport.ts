import type { HealthReport, MaintenanceWindow, PollHint, ServiceIdentity } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { worstOf } from '../health/status.js'
import { namesOf } from './componentReport.js'
import type { Components } from './components.js'
import { readComponents } from './components.js'
import type { Declaration } from './declaredStatus.js'
import { declaredStatus } from './declaredStatus.js'
import type { Fields } from './fields.js'
import { amountOf, fieldsOf, textOf } from './fields.js'
import { timeOf } from './timeOf.js'

const MAX_WINDOWS = 50
/** No report can keep its readers from asking for longer than this, in milliseconds. */
const MAX_POLL_HINT = 600_000

/**
 * The report that a value holds: JSON of a back end, what `toWire` made of a report, or a report itself. `null` for
 * everything else. Never throws, and takes at most a bounded part of any value.
 *
 * The declared status wins where it is recognised; a healthy one over an unhealthy component is degraded. Without a
 * declared status it is the worst of the components.
 */
export function readReport(value: unknown): HealthReport | null {
  return readShape(value)?.report ?? null
}

/** A report together with what its status rests on. */
export interface Shape {
  readonly report: HealthReport
  /** Whether the back end named the overall status itself, in a word that is known. */
  readonly isDeclared: boolean
  readonly hasComponents: boolean
}

/** {@link readReport} for those who know more of the answer, such as its status code. */
export function readShape(value: unknown): Shape | null {
  const components = readComponents(value)
  const fields = fieldsOf(value) ?? new Map<string, unknown>()
  const declaration = declaredStatus(fields)
  if (declaration.kind === 'none' && !components.isAnyRecognised) return null

  const ready = fields.get('ready')
  const report: HealthReport = {
    status: overallOf(declaration, components),
    ready: typeof ready === 'boolean' ? ready : undefined,
    readOnly: fields.get('readonly') === true,
    service: serviceOf(fields.get('service')),
    timestamp: timeOf(fields.get('timestamp')),
    components: components.byName,
    maintenance: windowsOf(fields.get('maintenance')),
    poll: pollHintOf(fieldsOf(fields.get('poll'))),
    truncated: components.isTruncated || fields.get('truncated') === true || undefined,
  }
  return {
    report: Object.freeze(report),
    isDeclared: declaration.kind === 'recognised',
    hasComponents: components.worst !== undefined,
  }
}

/** A report of which nothing is known but its status. */
export function bareReport(status: HealthStatus): HealthReport {
  return Object.freeze({ status, readOnly: false, components: Object.freeze({}), maintenance: [] })
}

function overallOf(declaration: Declaration, { worst, isAnyUnhealthy }: Components): HealthStatus {
  if (declaration.kind === 'recognised') {
    return declaration.status === 'healthy' && isAnyUnhealthy ? 'degraded' : declaration.status
  }
  const statuses = worst ? [worst] : []
  return worstOf(declaration.kind === 'unrecognised' ? [...statuses, 'unknown'] : statuses)
}

function serviceOf(value: unknown): ServiceIdentity | undefined {
  const fields = fieldsOf(value)
  const name = textOf(fields ? fields.get('name') : value, 200)
  const buildId = textOf(fields?.get('buildid'), 200)
  return name === undefined && buildId === undefined ? undefined : { name, buildId }
}

function pollHintOf(fields: Fields | null): PollHint | undefined {
  const intervalMs = pollTimeOf(fields?.get('intervalms'))
  const minMs = pollTimeOf(fields?.get('minms'))
  return intervalMs === undefined && minMs === undefined ? undefined : { intervalMs, minMs }
}

function pollTimeOf(value: unknown): number | undefined {
  const amount = amountOf(value)
  return amount === undefined ? undefined : Math.min(amount, MAX_POLL_HINT)
}

function windowsOf(value: unknown): readonly MaintenanceWindow[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, MAX_WINDOWS).flatMap((item) => windowOf(fieldsOf(item)) ?? [])
}

function windowOf(fields: Fields | null): MaintenanceWindow | undefined {
  const startsAt = timeOf(fields?.get('startsat'))
  if (!fields || startsAt === undefined) return undefined
  const end = fields.get('endsat')
  const endsAt = timeOf(end)
  // An end that can't be read would make a window that lasts for ever.
  if (end != null && endsAt === undefined) return undefined
  const title = textOf(fields.get('title'), 200) ?? ''
  return {
    id: textOf(fields.get('id'), 200) ?? title,
    title,
    startsAt,
    endsAt,
    components: namesOf(fields.get('components'), 100),
  }
}
