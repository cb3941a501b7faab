import type { HealthStatus } from '../health/status.js'
import type { Fields } from './fields.js'
import { wordStatus } from './statusWords.js'

/** Where a status stands, in the order in which it is looked for. */
export const STATUS_FIELDS: readonly string[] = [
  'overallstatus',
  'status',
  'health',
  'state',
  'healthy',
  'ok',
]

/**
 * The status that an object declares of itself: the first that is a word or a 2xx code (one of any other class is the
 * envelope of an error). `unknown` where it has a word that nobody here knows; `undefined` where it says nothing.
 */
export function declaredStatus(fields: Fields): HealthStatus | undefined {
  for (const name of STATUS_FIELDS) {
    const value = fields[name]
    const status = typeof value === 'number' && value >= 200 && value < 300 ? 'healthy' : wordStatus(value)
    if (status) return status
  }
  return typeof (fields.overallstatus ?? fields.status) === 'string' ? 'unknown' : undefined
}
