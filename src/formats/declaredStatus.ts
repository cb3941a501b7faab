import type { HealthStatus } from '../health/status.js'
import type { Fields } from './fields.js'
import { valueStatus } from './statusWords.js'

/** Where a status stands, in the order in which it is looked for. */
export const STATUS_FIELDS: readonly string[] = [
  'overallstatus',
  'status',
  'health',
  'state',
  'aggregatedstatus',
  'healthy',
  'ok',
  'passed',
]

/** What an object says of its own health. */
export interface Declaration {
  /** `undefined` where it says nothing. */
  readonly status: HealthStatus | undefined
  /** `false` also where it says it in a word that nobody here knows, which makes it unknown. */
  readonly isRecognised: boolean
}

/** The status that an object declares. The first that is recognised wins. */
export function declaredStatus(fields: Fields): Declaration {
  for (const name of STATUS_FIELDS) {
    const status = valueStatus(fields[name])
    if (status) return { status, isRecognised: true }
  }
  const hasWord = typeof (fields.overallstatus ?? fields.status) === 'string'
  return { status: hasWord ? 'unknown' : undefined, isRecognised: false }
}
