import type { HealthStatus } from '../../health/status.js'
import type { WireComponent, WireReport } from '../../health/wire.js'

/** `unknown` is no word of the draft. It is a reason to look, and none to take the instance away. */
const WORDS: Readonly<Record<HealthStatus, 'pass' | 'warn' | 'fail'>> = {
  healthy: 'pass',
  degraded: 'warn',
  unknown: 'warn',
  unhealthy: 'fail',
}

/**
 * The report as `application/health+json` (https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06).
 * Our members that the draft has no name for keep theirs, as it allows: `critical`, `ready`, `readOnly`, `poll` …
 */
export function toHealthJson({ status, service, components, ...rest }: WireReport): object {
  const checks = Object.entries(components).map(([name, component]) => [name, [toMeasurement(component)]])
  return {
    status: healthWord(status),
    ...(service?.name !== undefined && { description: service.name }),
    ...(service?.buildId !== undefined && { releaseId: service.buildId }),
    // fromEntries, not assignment: a component may be named `__proto__`.
    checks: Object.fromEntries(checks),
    ...rest,
  }
}

/** The word of the draft for a status. */
export function healthWord(status: HealthStatus): 'pass' | 'warn' | 'fail' {
  return WORDS[status]
}

/** One component as the draft has it: a check is a list of measurements, of which ours have one. */
export function toMeasurement({ status, responseTimeMs, checkedAt, error, ...rest }: WireComponent): object {
  return {
    status: healthWord(status),
    ...(responseTimeMs !== undefined && { observedValue: responseTimeMs, observedUnit: 'ms' }),
    ...(checkedAt !== undefined && { time: checkedAt }),
    ...(error && { output: error.message ? `${error.code}: ${error.message}` : error.code, error }),
    ...rest,
  }
}
