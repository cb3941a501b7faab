import type { ComponentReport } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { severity } from '../health/status.js'
import { componentReport } from './componentReport.js'
import type { Container, Entry } from './containers.js'
import { CONTAINERS, PLAIN } from './containers.js'
import { declaredStatus } from './declaredStatus.js'
import type { Fields } from './fields.js'
import { fieldsOf, isObject, listOf, textOf } from './fields.js'
import { flatComponents } from './flatComponents.js'
import { isWord } from './statusWords.js'

/** The components of a report, and what they add up to. */
export interface Components {
  readonly byName: Readonly<Record<string, ComponentReport>>
  /** What each weighs, over all of them, the ones not kept included; empty when there is none. */
  readonly weights: ReadonlySet<HealthStatus>
  readonly isAnyUnhealthy: boolean
  /** At least one has a status that was recognised. */
  readonly isAnyRecognised: boolean
  readonly isTruncated: boolean
}

const MAX_KEPT = 1000
const MAX_DEPTH = 8
const MAX_NAME = 200
/** More than fit into the longest body; a value that is its own part (structured clone allows it) ends here. */
const MAX_VISITED = 500_000

/** Every component that `value`, by its fields a report, tells of. Nested ones are named `outer.inner`. */
export function readComponents(value: unknown, report: Fields): Components {
  const kept = new Map<string, ComponentReport>()
  const weights = new Set<HealthStatus>()
  let isAnyUnhealthy = false
  let isAnyRecognised = false
  let isTruncated = false
  let visited = 0

  const keep = (name: string, component: ComponentReport) => {
    const { status, critical } = component
    if (status === 'unhealthy') isAnyUnhealthy = true
    weights.add(status === 'unhealthy' && !critical ? 'degraded' : status)

    const known = kept.get(name)
    if (name === '' || (known && severity(known.status) >= severity(status))) return
    if (known || kept.size < MAX_KEPT) kept.set(name, component)
    else isTruncated = true
  }

  /** One entry of a container, and what is nested in it; whether that was any component. */
  const add = (name: string, entry: unknown, container: Container, depth: number): boolean => {
    if (++visited > MAX_VISITED || depth > MAX_DEPTH) {
      isTruncated = true
      return false
    }
    // The same measurement of several nodes: one component.
    if (Array.isArray(entry)) {
      const nodes = entry.filter(isObject).map((node): Entry => [name, node])
      return addAll(nodes, container, depth + 1)
    }
    if (isWord(entry) ? container.holdsDetails : !isObject(entry)) return false
    const about = isWord(entry) ? { status: container.status ?? entry } : fieldsOf(entry)
    const declared = declaredStatus(about)
    if (declared.isRecognised) isAnyRecognised = true
    // A status that is there and says nothing is unknown; an entry without one is no component.
    const status = container.status ?? declared.status ?? ('status' in about ? 'unknown' : undefined)
    if (status) keep(name, componentReport(status, about, container.timeUnit))
    return addContained(about, name, depth + 1) || status !== undefined
  }

  /** Every one of them; whether any of it was a component. */
  const addAll = (entries: readonly Entry[], container: Container, depth: number): boolean =>
    entries.map(([name, entry]) => add(name, entry, container, depth)).includes(true)

  /** The components in the first container that has any; whether one has. */
  const addContained = (fields: Fields, prefix: string, depth: number): boolean =>
    CONTAINERS.some((container) => addAll(entriesOf(fields[container.field], prefix), container, depth))

  if (!addContained(report, '', 0)) addAll(flatComponents(value, report), PLAIN, 0)
  return {
    byName: Object.freeze(Object.fromEntries(kept)),
    weights,
    isAnyUnhealthy,
    isAnyRecognised,
    isTruncated,
  }
}

/** What a container holds. An entry of a list may have no name: it goes by that of what it is nested in. */
function entriesOf(content: unknown, prefix: string): readonly Entry[] {
  if (isObject(content)) return Object.entries(content).map(([name, entry]) => [join(prefix, name), entry])
  return listOf(content)
    .filter(isObject)
    .map((item) => [join(prefix, nameOf(item)), item])
}

function nameOf(item: unknown): string {
  const { checkid, name, checker, alias, id } = fieldsOf(item)
  return textOf(checkid ?? name ?? checker ?? alias ?? id) ?? ''
}

function join(prefix: string, name: string): string {
  return (prefix && name ? `${prefix}.${name}` : prefix || name).slice(0, MAX_NAME)
}
