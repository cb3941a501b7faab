import type { ComponentError, ComponentReport } from '../health/report.js'
import { declaredStatus } from './declaredStatus.js'
import type { Fields } from './fields.js'
import { amountOf, fieldsOf, isObject, textOf, textsOf } from './fields.js'
import { isWord } from './statusWords.js'
import { timeOf } from './timeOf.js'

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/

/**
 * One component with all that is said of it: an object with a status, or its status alone. `undefined` for any other
 * value. A status that is there and says nothing is unknown.
 *
 * @param timeUnit Of `response_time`, whose name does not tell, in milliseconds.
 */
export function componentReport(value: unknown, timeUnit: number): ComponentReport | undefined {
  if (!isObject(value) && !isWord(value)) return undefined
  const fields = isWord(value) ? { status: value } : fieldsOf(value)
  const status = declaredStatus(fields) ?? ('status' in fields ? 'unknown' : undefined)
  const { critical, impact, details, checkedat, lastcheck, timestamp } = fields
  return (
    status &&
    Object.freeze({
      status,
      critical: critical !== false,
      impact: textsOf(impact),
      error: status === 'healthy' ? undefined : errorOf(fields),
      responseTimeMs: latencyOf(fields, timeUnit) ?? latencyOf(fieldsOf(details), timeUnit),
      checkedAt: timeOf(checkedat ?? lastcheck ?? timestamp),
    })
  )
}

function latencyOf(
  { responsetimems, latencyms, responsetime }: Fields,
  timeUnit: number,
): number | undefined {
  const time = amountOf(responsetime)
  return amountOf(responsetimems ?? latencyms) ?? (time && time * timeUnit)
}

/** A code is what stands in an `error` that has one, or is one; all other text is for those who may read details. */
function errorOf(fields: Fields): ComponentError | undefined {
  const error = fields.error ?? fields.message
  const { code = error, message = error } = fieldsOf(error)
  const text = textOf(message, 500)
  if (typeof code === 'string' && CODE.test(code)) return { code, message: text === code ? undefined : text }
  return text === undefined ? undefined : { code: 'ERROR', message: text }
}
