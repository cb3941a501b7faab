import type { ComponentReport } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { severity } from '../health/status.js'
import { bareComponent, componentReport } from './componentReport.js'
import type { Container } from './containers.js'
import { CONTAINERS, mayBeComponent, NAME_FIELDS, PLAIN } from './containers.js'
import type { Declaration } from './declaredStatus.js'
import { declaredStatus } from './declaredStatus.js'
import type { Fields } from './fields.js'
import { fieldsOf, foldName, isObject, textOf } from './fields.js'
import { valueStatus, wordStatus } from './statusWords.js'

/** The components of a report, and what they add up to. */
export interface Components {
  readonly byName: Readonly<Record<string, ComponentReport>>
  /** Over all of them, the ones not kept included; `undefined` when there is none. */
  readonly worst: HealthStatus | undefined
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

/** Every component that `value`, the whole of a report, tells of. Nested ones are named `outer.inner`. */
export function readComponents(value: unknown): Components {
  const found = new Collector()
  const fields = fieldsOf(value)
  if (Array.isArray(value)) found.addList(value, PLAIN, '', 0)
  else if (fields && isObject(value) && !found.addContained(fields, '', 0)) found.addSiblings(value, fields)
  return found
}

class Collector implements Components {
  worst: HealthStatus | undefined
  isAnyUnhealthy = false
  isAnyRecognised = false
  isTruncated = false
  readonly #kept = new Map<string, ComponentReport>()
  #visited = 0

  /** Made from entries: a component named `__proto__` is an own key like any other. */
  get byName(): Readonly<Record<string, ComponentReport>> {
    return Object.freeze(Object.fromEntries(this.#kept))
  }

  /** The components in the first container that has any; whether one has. */
  addContained(fields: Fields, prefix: string, depth: number): boolean {
    return CONTAINERS.some((container) => {
      const content = fields.get(container.field)
      if (Array.isArray(content)) return this.addList(content, container, prefix, depth)
      return isObject(content) && this.#addMap(content, container, prefix, depth)
    })
  }

  addList(items: readonly unknown[], container: Container, prefix: string, depth: number): boolean {
    let isAny = false
    for (const item of items) {
      const fields = fieldsOf(item)
      if (fields && this.#add(nameOf(fields, prefix), item, container, depth)) isAny = true
    }
    return isAny
  }

  /** A flat report: `{ "status": "ok", "database": "ok" }`. One without a status must have nothing else in it. */
  addSiblings(value: Readonly<Record<string, unknown>>, fields: Fields): void {
    const siblings = Object.keys(value).filter((name) => mayBeComponent(foldName(name)))
    const components = siblings.filter((name) => isFlatComponent(value[name]))
    if (components.length < siblings.length && declaredStatus(fields).kind !== 'recognised') return
    for (const name of components) this.#add(name, value[name], PLAIN, 0)
  }

  #addMap(
    content: Readonly<Record<string, unknown>>,
    container: Container,
    prefix: string,
    depth: number,
  ): boolean {
    let isAny = false
    for (const name of Object.keys(content)) {
      if (this.#add(join(prefix, name), content[name], container, depth)) isAny = true
    }
    return isAny
  }

  /** One entry of a container, and what is nested in it; whether that was any component. */
  #add(name: string, value: unknown, container: Container, depth: number): boolean {
    if (++this.#visited > MAX_VISITED || depth > MAX_DEPTH) {
      this.isTruncated = true
      return false
    }
    if (Array.isArray(value)) return this.#addNodes(name, value, container, depth + 1)
    const fields = fieldsOf(value)
    if (!fields) return this.#addWord(name, value, container)
    const declared = declaredStatus(fields)
    if (declared.kind === 'recognised') this.isAnyRecognised = true
    const status = container.status ?? statusOf(declared, fields)
    if (status) this.#keep(name, componentReport(status, fields, container.unit))
    return this.addContained(fields, name, depth + 1) || status !== undefined
  }

  /** The same measurement of several nodes: one component. */
  #addNodes(name: string, nodes: readonly unknown[], container: Container, depth: number): boolean {
    let isAny = false
    for (const node of nodes) {
      if (isObject(node) && this.#add(name, node, container, depth)) isAny = true
    }
    return isAny
  }

  #addWord(name: string, value: unknown, container: Container): boolean {
    if (container.holdsDetails || (typeof value !== 'string' && typeof value !== 'boolean')) return false
    const recognised = container.status ?? valueStatus(value)
    if (recognised) this.isAnyRecognised = true
    this.#keep(name, bareComponent(recognised ?? 'unknown'))
    return true
  }

  #keep(name: string, component: ComponentReport): void {
    const { status, critical } = component
    if (status === 'unhealthy') this.isAnyUnhealthy = true
    const weight = status === 'unhealthy' && !critical ? 'degraded' : status
    if (this.worst === undefined || severity(weight) > severity(this.worst)) this.worst = weight

    if (name === '') return
    const known = this.#kept.get(name)
    if (known && severity(known.status) >= severity(status)) return
    if (!known && this.#kept.size >= MAX_KEPT) this.isTruncated = true
    else this.#kept.set(name, component)
  }
}

/** A status that is there and says nothing is unknown; an entry without one is no component. */
function statusOf(declared: Declaration, fields: Fields): HealthStatus | undefined {
  if (declared.kind === 'recognised') return declared.status
  return declared.kind === 'unrecognised' || fields.has('status') ? 'unknown' : undefined
}

function isFlatComponent(value: unknown): boolean {
  if (typeof value === 'string') return (wordStatus(value) ?? 'unknown') !== 'unknown'
  const fields = fieldsOf(Array.isArray(value) ? value[0] : value)
  return fields !== null && declaredStatus(fields).kind === 'recognised'
}

/** The name of an entry of a list; that of what it is nested in where it has none of its own. */
function nameOf(fields: Fields, prefix: string): string {
  for (const field of NAME_FIELDS) {
    const name = textOf(fields.get(field), MAX_NAME)
    if (name !== undefined) return join(prefix, name)
  }
  return prefix
}

function join(prefix: string, name: string): string {
  return (prefix === '' ? name : `${prefix}.${name}`).slice(0, MAX_NAME)
}
