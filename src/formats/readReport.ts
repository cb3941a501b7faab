import type { HealthReport, MaintenanceWindow, PollHint, ServiceIdentity } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { worstOf } from '../health/status.js'
import type { Components } from './components.js'
import { readComponents } from './components.js'
import type { Declaration } from './declaredStatus.js'
import { declaredStatus } from './declaredStatus.js'
import { amountOf, fieldsOf, listOf, textOf, textsOf } from './fields.js'
import { statusClass } from './statusClass.js'
import { timeOf } from './timeOf.js'

const MAX_WINDOWS = 50
/** No report can keep its readers from asking for longer than this, in milliseconds. */
const MAX_POLL_HINT = 600_000

/** The words of an error that any API may answer with: https://github.com/omniti-labs/jsend */
const ERROR_WORD = /^(error|fail(ed|ure)?)$/i

/**
 * The report that a value holds: JSON of a back end, what `toWire` made of a report, or a report itself. `null` for
 * everything else. Never throws, and takes at most a bounded part of any value.
 *
 * The declared status wins where it is recognised; a healthy one over an unhealthy component is degraded. Without a
 * declared status it is the worst of the components.
 */
export function readReport(value: unknown): HealthReport | null {
  return readReportWith(value, 200)
}

/**
 * {@link readReport} for a value that came with a status code: a 5xx counts where the value leaves the overall status
 * open. A 4xx with `{ "ok": false }` or `{ "status": "error" }` speaks of the request; with other words, of the service.
 */
export function readReportWith(value: unknown, statusCode: number): HealthReport | null {
  const fields = fieldsOf(Array.isArray(value) ? { components: value } : value)
  const declared = declaredStatus(fields)
  const components = readComponents(value, fields)
  if (!declared.status && !components.isAnyRecognised) return null

  const { status: word, ready } = fields
  const isErrorBody = components.weights.size === 0 && (typeof word !== 'string' || ERROR_WORD.test(word))
  if (statusClass(statusCode) === 4 && isErrorBody) return null

  const status = overallOf(declared, components)
  const isOpen = !declared.isRecognised || status === 'unknown'
  return Object.freeze({
    status: statusCode >= 500 && isOpen ? 'unhealthy' : status,
    ready: typeof ready === 'boolean' ? ready : undefined,
    readOnly: fields.readonly === true,
    service: serviceOf(fields.service),
    timestamp: timeOf(fields.timestamp),
    components: components.byName,
    maintenance: listOf(fields.maintenance, MAX_WINDOWS).flatMap((item) => windowOf(item) ?? []),
    poll: pollHintOf(fields.poll),
    truncated: components.isTruncated || fields.truncated === true || undefined,
  })
}

function overallOf(
  { status, isRecognised }: Declaration,
  { weights, isAnyUnhealthy }: Components,
): HealthStatus {
  if (status && isRecognised) return status === 'healthy' && isAnyUnhealthy ? 'degraded' : status
  return worstOf(status ? [status, ...weights] : weights)
}

function serviceOf(value: unknown): ServiceIdentity | undefined {
  const fields = fieldsOf(value)
  const name = textOf(fields.name ?? value)
  const buildId = textOf(fields.buildid)
  return name || buildId ? { name, buildId } : undefined
}

function pollHintOf(value: unknown): PollHint | undefined {
  const fields = fieldsOf(value)
  const intervalMs = pollTimeOf(fields.intervalms)
  const minMs = pollTimeOf(fields.minms)
  return intervalMs === undefined && minMs === undefined ? undefined : { intervalMs, minMs }
}

function pollTimeOf(value: unknown): number | undefined {
  const amount = amountOf(value)
  return amount && Math.min(amount, MAX_POLL_HINT)
}

function windowOf(value: unknown): MaintenanceWindow | undefined {
  const { startsat, endsat, title: text, id, components } = fieldsOf(value)
  const startsAt = timeOf(startsat)
  const endsAt = timeOf(endsat)
  // An end that can't be read would make a window that lasts for ever.
  if (startsAt === undefined || (endsat != null && endsAt === undefined)) return undefined
  const title = textOf(text) ?? ''
  return { id: textOf(id) ?? title, title, startsAt, endsAt, components: textsOf(components) }
}
