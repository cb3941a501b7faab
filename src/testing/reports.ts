import type { ComponentReport, HealthReport } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import { summarize } from '../health/summarize.js'

/** A component for {@link aReport}: its status, or what is special about it. */
export type ComponentSketch = HealthStatus | Partial<ComponentReport>

/** What is special about a report. */
export interface ReportSketch extends Partial<Omit<HealthReport, 'components'>> {
  readonly components?: Readonly<Record<string, ComponentSketch>>
}

/**
 * A whole report out of what a test or story cares about. Its status follows from the components unless it is given.
 *
 * @example
 * aReport({ components: { database: 'healthy', search: { status: 'unhealthy', critical: false } } })
 */
export function aReport({ components: sketches = {}, ...rest }: ReportSketch = {}): HealthReport {
  const components = Object.fromEntries(
    Object.entries(sketches).map(([name, sketch]) => [name, aComponent(sketch)]),
  )
  return {
    status: summarize(Object.values(components)),
    readOnly: false,
    components,
    maintenance: [],
    ...rest,
  }
}

function aComponent(sketch: ComponentSketch): ComponentReport {
  const given = typeof sketch === 'string' ? { status: sketch } : sketch
  return { status: 'healthy', critical: true, impact: [], ...given }
}
