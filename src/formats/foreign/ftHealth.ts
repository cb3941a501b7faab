import type { Format } from '../answer.js'
import { fieldsOf, listOf } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * `/__health` of the Financial Times' services: checks that are `ok` or not, by severity, of which 1 is critical.
 * https://github.com/Financial-Times/n-health
 */
export const ftHealth: Format = ({ json }) => {
  const { schemaversion, checks } = fieldsOf(json)
  if (schemaversion === undefined || !Array.isArray(checks)) return null
  const components = listOf(checks)
    .map(fieldsOf)
    .map(({ ok, id, name, severity, checkoutput }) => ({
      name: name ?? id,
      ok,
      critical: severity === 1,
      message: checkoutput,
    }))
  return readReport({ status: components.length === 0 ? 'ok' : undefined, components })
}
