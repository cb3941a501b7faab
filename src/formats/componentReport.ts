import type { ComponentError, ComponentReport } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import type { Fields } from './fields.js'
import { amountOf, fieldsOf, textOf, textsOf } from './fields.js'
import { timeOf } from './timeOf.js'

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/

/**
 * One component with all that is said of it.
 *
 * @param timeUnit Of `response_time`, in milliseconds.
 */
export function componentReport(status: HealthStatus, fields: Fields, timeUnit?: number): ComponentReport {
  const { critical, impact, details, checkedat, lastcheck, timestamp, time } = fields
  return Object.freeze({
    status,
    critical: critical !== false,
    impact: textsOf(impact),
    error: status === 'healthy' ? undefined : errorOf(fields),
    responseTimeMs: latencyOf(fields, timeUnit) ?? latencyOf(fieldsOf(details), timeUnit),
    checkedAt: timeOf(checkedat ?? lastcheck ?? timestamp ?? time),
  })
}

function latencyOf(fields: Fields, timeUnit = 1): number | undefined {
  const { responsetimems, latencyms, durationms, responsetime } = fields
  const time = amountOf(responsetime)
  return amountOf(responsetimems ?? latencyms ?? durationms) ?? (time && time * timeUnit)
}

/** A code is what stands in an `error` that has one, or is one; all other text is for those who may read details. */
function errorOf(fields: Fields): ComponentError | undefined {
  const error = fields.error ?? fields.message ?? fields.output
  const { code = error, message } = fieldsOf(error)
  if (typeof code === 'string' && CODE.test(code)) return { code, message: textOf(message, 500) }
  const text = textOf(message ?? error, 500)
  return text === undefined ? undefined : { code: 'ERROR', message: text }
}
