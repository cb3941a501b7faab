import type { HealthStatus } from '../health/status.js'
import type { Fields } from './fields.js'
import { valueStatus } from './statusWords.js'

/** Where a status stands, in the order in which it is looked for. */
const STATUS_FIELDS = [
  ...['overallstatus', 'status', 'health', 'state', 'aggregatedstatus', 'healthy', 'ok', 'passed'],
] as const

/** What an object says of its own health. */
export type Declaration =
  | { readonly kind: 'recognised'; readonly status: HealthStatus }
  /** It has a status, in a word that nobody here knows. */
  | { readonly kind: 'unrecognised' }
  | { readonly kind: 'none' }

/** The status that an object declares. The first that is recognised wins. */
export function declaredStatus(fields: Fields): Declaration {
  for (const name of STATUS_FIELDS) {
    const status = valueStatus(fields.get(name))
    if (status) return { kind: 'recognised', status }
  }
  const hasWord = typeof (fields.get('overallstatus') ?? fields.get('status')) === 'string'
  return { kind: hasWord ? 'unrecognised' : 'none' }
}

/** Whether a member of that (folded) name holds the status of the object that it stands in. */
export function isStatusField(name: string): boolean {
  return (STATUS_FIELDS as readonly string[]).includes(name)
}
