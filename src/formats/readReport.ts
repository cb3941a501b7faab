import type {
  ComponentReport,
  HealthReport,
  MaintenanceWindow,
  PollHint,
  ServiceIdentity,
} from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { severity, worstOf } from '../health/status.js'
import type { NamedComponent } from './components.js'
import { componentsOf } from './components.js'
import { declaredStatus } from './declaredStatus.js'
import { amountOf, fieldsOf, listOf, textOf, textsOf } from './fields.js'
import { timeOf } from './timeOf.js'

const MAX_COMPONENTS = 1000
const MAX_WINDOWS = 50
/** No report can keep its readers from asking for longer than this, in milliseconds. */
const MAX_POLL_HINT = 600_000

/** The words of an error that any API may answer with: https://github.com/omniti-labs/jsend */
const ERROR_WORD = /^(error|fail(ed|ure)?)$/i

/**
 * The report that a value holds: JSON of a back end, what `toWire` made of a report, or a report itself. `null` for
 * everything else. Never throws, and takes at most a bounded part of any value.
 *
 * It reads our own shape and what many back ends have in common with it: a status, and components as a record or a
 * list of objects or words. Names and words may be in any case, with hyphens and underscores.
 *
 * The declared status wins; a healthy one over an unhealthy component is degraded. Without a declared status, or with
 * an unknown one, it is the worst of the components.
 *
 * @param httpStatus The status code that the value came with. A 5xx counts where the value leaves the overall status
 * open. A 4xx with `{ "ok": false }` or `{ "status": "error" }` speaks of the request; with other words, of the
 * service. Default: 200.
 */
export function readReport(value: unknown, httpStatus: number = 200): HealthReport | null {
  const fields = fieldsOf(Array.isArray(value) ? { components: value } : value)
  const declared = declaredStatus(fields)
  const components = componentsOf(fields)
  if (!declared && components.length === 0) return null

  const { status: word, ready } = fields
  const isErrorBody = components.length === 0 && (typeof word !== 'string' || ERROR_WORD.test(word))
  if (isErrorBody && httpStatus >= 400 && httpStatus < 500) return null

  return Object.freeze({
    status: overallOf(declared, components, httpStatus),
    ready: typeof ready === 'boolean' ? ready : undefined,
    readOnly: fields.readonly === true,
    service: serviceOf(fields.service),
    timestamp: timeOf(fields.timestamp),
    components: keptOf(components),
    maintenance: listOf(fields.maintenance, MAX_WINDOWS).flatMap((item) => windowOf(item) ?? []),
    poll: pollHintOf(fields.poll),
    truncated: components.length > MAX_COMPONENTS || fields.truncated === true || undefined,
  })
}

function overallOf(
  declared: HealthStatus | undefined,
  components: readonly NamedComponent[],
  httpStatus: number,
): HealthStatus {
  const isOpen = !declared || declared === 'unknown'
  if (isOpen && httpStatus >= 500) return 'unhealthy'
  if (isOpen)
    return worstOf([declared ?? 'healthy', ...components.map(([, component]) => weightOf(component))])
  const isContradicted = components.some(([, { status }]) => status === 'unhealthy')
  return declared === 'healthy' && isContradicted ? 'degraded' : declared
}

function weightOf({ status, critical }: ComponentReport): HealthStatus {
  return status === 'unhealthy' && !critical ? 'degraded' : status
}

/** Of several with the same name, the measurement of several nodes for one, the worst. */
function keptOf(components: readonly NamedComponent[]): HealthReport['components'] {
  const kept = new Map<string, ComponentReport>()
  for (const [name, component] of components) {
    const known = kept.get(name)
    const isWorse = known ? severity(known.status) < severity(component.status) : kept.size < MAX_COMPONENTS
    if (name && isWorse) kept.set(name, component)
  }
  return Object.freeze(Object.fromEntries(kept))
}

function serviceOf(value: unknown): ServiceIdentity | undefined {
  const { name: inside, buildid } = fieldsOf(value)
  const name = textOf(inside ?? value)
  const buildId = textOf(buildid)
  return name || buildId ? { name, buildId } : undefined
}

function pollHintOf(value: unknown): PollHint | undefined {
  const { intervalms, minms } = fieldsOf(value)
  const intervalMs = pollTimeOf(intervalms)
  const minMs = pollTimeOf(minms)
  return (intervalMs ?? minMs) ? { intervalMs, minMs } : undefined
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
  if (!startsAt || (endsat != null && !endsAt)) return undefined
  const title = textOf(text) ?? ''
  return { id: textOf(id) ?? title, title, startsAt, endsAt, components: textsOf(components) }
}
