import type { ComponentReport, HealthReport } from '../../health/report.js'
import { severity } from '../../health/status.js'
import { componentToWire } from '../../health/wire.js'
import type { CheckResult } from '../registry/check.js'

/** So many components are shown, the worst first. */
const MOST_NESTED = 50

/** Another service's report as the result of a check of it. Only one level deep: what it nests itself stays there. */
export function nestedReport(report: HealthReport, httpStatus: number): CheckResult {
  const { status, service, readOnly } = report
  // A stable sort: of equally bad ones the first stays first.
  const components = Object.entries(report.components).toSorted(([, a], [, b]) => weightOf(b) - weightOf(a))
  const nested = components
    .slice(0, MOST_NESTED)
    .map(([name, component]) => [name, componentToWire(component)] as const)
  const details = {
    httpStatus,
    ...(service && { service }),
    ...(readOnly && { readOnly }),
    components: Object.fromEntries(nested),
    ...((report.truncated || components.length > MOST_NESTED) && { truncated: true }),
  }
  if (status === 'healthy') return { status, details }

  const troubled = components.filter(([, component]) => component.status !== 'healthy')
  const code = troubled[0]?.[1].error?.code ?? `REPORTED_${status.toUpperCase()}`
  const names = troubled.slice(0, 5).map(([name, { error }]) => (error ? `${name} (${error.code})` : name))
  const message = `It says that it is ${status}${names.length > 0 ? `: ${names.join(', ')}` : ''}.`
  return { status, error: { code, message }, details }
}

/** What is critical decides before what is not. */
function weightOf({ status, critical }: ComponentReport): number {
  return severity(status) * 2 + Number(critical)
}
