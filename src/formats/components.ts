import type { ComponentReport } from '../health/report.js'
import { componentReport } from './componentReport.js'
import type { Fields } from './fields.js'
import { fieldsOf, isObject, listOf, textOf } from './fields.js'

/** A component by its name, which is empty where it has none. */
export type NamedComponent = readonly [name: string, component: ComponentReport]

/** The members that hold components: a record of them by name, or a list. */
const CONTAINERS = ['components', 'checks', 'services', 'dependencies']

/** Of more components than these, those that are well change nothing, and are let go as they are read. */
const MOST_KEPT = 2000

/** Every component that a report, by its fields, tells of; of very many, all that are not healthy. */
export function componentsOf(report: Fields): readonly NamedComponent[] {
  const found: NamedComponent[] = []
  for (const container of CONTAINERS) {
    // The monitors that call them services give their times in seconds.
    const timeUnit = container === 'services' ? 1000 : 1
    for (const [name, entry] of entriesOf(report[container])) {
      const component = componentReport(entry, timeUnit)
      if (component && (found.length < MOST_KEPT || component.status !== 'healthy')) {
        found.push([name.slice(0, 200), component])
      }
    }
  }
  return found
}

function* entriesOf(container: unknown): Generator<readonly [name: string, entry: unknown]> {
  if (isObject(container)) {
    for (const name of Object.keys(container)) yield [name, container[name]]
  }
  for (const item of listOf(container)) {
    if (!isObject(item)) continue
    const { name, id } = fieldsOf(item)
    yield [textOf(name ?? id) ?? '', item]
  }
}
