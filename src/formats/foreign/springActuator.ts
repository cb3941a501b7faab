import type { Format } from '../answer.js'
import { fieldsOf, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/** The status codes of https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health */
const MEANINGS: ReadonlyMap<unknown, string> = new Map([
  ['UP', 'healthy'],
  ['DOWN', 'unhealthy'],
  ['OUT_OF_SERVICE', 'unhealthy'],
  ['RESTRICTED', 'degraded'],
  ['UNKNOWN', 'unknown'],
])

const MAX_DEPTH = 8
const MAX_NAME = 200
/** More than there are in any application. */
const MAX_COMPONENTS = 10_000

/**
 * `/actuator/health` of Spring Boot. Components stand in `components` (since 2.3), in `details` (2.0), or beside the
 * status (1.x); nested ones are named `outer.inner`. Also inside of an envelope: `{ "result": … }`.
 */
export const springActuator: Format = ({ status, json }) => {
  const { result } = fieldsOf(json)
  const health = meaningOf(json) ? json : result
  const { components, checks } = fieldsOf(health)
  if (!meaningOf(health)) return null
  // A list is MicroProfile's, which differs in nothing from ours.
  if (Array.isArray(components) || Array.isArray(checks)) return readReport(health, status)
  return readReport({ status: meaningOf(health), components: componentsIn(health, '', 0) }, status)
}

function componentsIn(node: unknown, prefix: string, depth: number): readonly object[] {
  if (depth > MAX_DEPTH) return []
  const { components, details } = fieldsOf(node)
  const children = [components, details, node].map(childrenOf).find(({ length }) => length > 0) ?? []
  const found: object[] = []
  for (const [childName, child] of children) {
    if (found.length >= MAX_COMPONENTS) break
    const name = (prefix + childName).slice(0, MAX_NAME)
    found.push({ ...child, name, status: meaningOf(child) }, ...componentsIn(child, `${name}.`, depth + 1))
  }
  return found
}

function childrenOf(container: unknown): readonly (readonly [name: string, child: object])[] {
  return Object.entries(isObject(container) ? container : {}).flatMap(([name, child]) =>
    isObject(child) && meaningOf(child) ? [[name, child] as const] : [],
  )
}

function meaningOf(node: unknown): string | undefined {
  return MEANINGS.get(fieldsOf(node).status)
}
