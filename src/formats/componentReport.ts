import type { ComponentError, ComponentReport } from '../health/report.js'
import type { HealthStatus } from '../health/status.js'
import type { Fields } from './fields.js'
import { amountOf, fieldsOf, textOf } from './fields.js'
import { timeOf } from './timeOf.js'

/** The unit of `response_time`, which its name does not tell: the kind of report does. */
export type LatencyUnit = 'ms' | 's'

const NO_NAMES: readonly string[] = []
const MAX_IMPACTS = 50

/** The component of which nothing is known but its status. */
export function bareComponent(status: HealthStatus): ComponentReport {
  return Object.freeze({ status, critical: true, impact: NO_NAMES })
}

/** One component with all that is said of it. */
export function componentReport(status: HealthStatus, fields: Fields, unit?: LatencyUnit): ComponentReport {
  return Object.freeze({
    status,
    critical: fields.get('critical') !== false,
    impact: namesOf(fields.get('impact'), MAX_IMPACTS),
    error: status === 'healthy' ? undefined : errorOf(fields),
    responseTimeMs: latencyOf(fields, unit) ?? latencyOf(fieldsOf(fields.get('details')), unit),
    checkedAt: firstOf(['checkedat', 'lastcheck', 'timestamp', 'time'], fields, timeOf),
  })
}

/** The texts in a list, at most `maxCount` of them; none where there is no list. */
export function namesOf(value: unknown, maxCount: number): readonly string[] {
  if (!Array.isArray(value)) return NO_NAMES
  return value.slice(0, maxCount).flatMap((name) => textOf(name, 200) ?? [])
}

function latencyOf(fields: Fields | null, unit?: LatencyUnit): number | undefined {
  if (!fields) return undefined
  const milliseconds = firstOf(['responsetimems', 'latencyms', 'durationms'], fields, amountOf)
  if (milliseconds !== undefined) return milliseconds
  const time = amountOf(fields.get('responsetime'))
  return time !== undefined && unit === 's' ? time * 1000 : time
}

/** A code is what stands in an `error` that has one, or is one; all other text is for those who may read details. */
function errorOf(fields: Fields): ComponentError | undefined {
  const error = fields.get('error') ?? fields.get('message') ?? fields.get('output')
  const parts = fieldsOf(error)
  const code = textOf(parts ? parts.get('code') : error, 64)
  const message = textOf(parts ? parts.get('message') : error, 500)
  if (code !== undefined && /^[A-Z][A-Z0-9_]*$/.test(code)) {
    return Object.freeze({ code, message: parts ? message : undefined })
  }
  return message === undefined ? undefined : Object.freeze({ code: 'ERROR', message })
}

function firstOf<Value>(
  names: readonly string[],
  fields: Fields,
  read: (value: unknown) => Value | undefined,
): Value | undefined {
  for (const name of names) {
    const value = read(fields.get(name))
    if (value !== undefined) return value
  }
  return undefined
}
