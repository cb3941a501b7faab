import type { ComponentReport } from '../health/report.js'
import { componentReport } from './componentReport.js'
import type { Fields } from './fields.js'
import { fieldsOf, isObject, listOf, textOf } from './fields.js'

/** A component by its name, which is empty where it has none. */
export type NamedComponent = readonly [name: string, component: ComponentReport]

/** The members that hold components: a record of them by name, or a list. */
const CONTAINERS = ['components', 'checks', 'services', 'dependencies']

/** Every component that a report, by its fields, tells of. */
export function componentsOf(report: Fields): readonly NamedComponent[] {
  return CONTAINERS.flatMap((container) =>
    entriesOf(report[container]).flatMap(([name, entry]): readonly NamedComponent[] => {
      // The monitors that call them services give their times in seconds.
      const component = componentReport(entry, container === 'services' ? 1000 : 1)
      return component ? [[name.slice(0, 200), component]] : []
    }),
  )
}

function entriesOf(container: unknown): readonly (readonly [name: string, entry: unknown])[] {
  if (isObject(container)) return Object.entries(container)
  return listOf(container)
    .filter(isObject)
    .map((item) => {
      const { name, id } = fieldsOf(item)
      return [textOf(name ?? id) ?? '', item]
    })
}
