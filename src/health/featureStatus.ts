import type { ComponentState } from './report.js'
import { worstOf } from './status.js'
import type { HealthStatus } from './status.js'

/**
 * How what is needed is doing: the worst of the components that are called so, or that have it among their `impact`;
 * `unknown` when there is none.
 */
export function featureStatus(
  components: Readonly<Record<string, ComponentState>>,
  needs: readonly string[],
): HealthStatus {
  const needed = Object.entries(components).filter(
    ([name, { impact }]) => needs.includes(name) || impact.some((feature) => needs.includes(feature)),
  )
  return worstOf(needed.map(([, { status }]) => status))
}
