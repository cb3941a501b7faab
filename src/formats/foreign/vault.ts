import type { Format } from '../answer.js'
import { fieldsOf } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * `/v1/sys/health` of Vault: sealed, it serves nobody. Also the lists of `backends` of those that stand before it.
 * https://developer.hashicorp.com/vault/api-docs/system/health
 */
export const vault: Format = ({ status, json }) => {
  const { sealed, initialized, backends, ...fields } = fieldsOf(json)
  if (typeof sealed === 'boolean') return readReport({ ok: initialized !== false && !sealed })
  return Array.isArray(backends) ? readReport({ ...fields, components: backends }, status) : null
}
