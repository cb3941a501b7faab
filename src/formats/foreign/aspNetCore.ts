import type { Format } from '../answer.js'
import { fieldsOf, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * Health checks of ASP.NET Core with the writer of its documentation (`results`) or of `HealthChecks.UI` (`entries`).
 * Its plain answers, one word, need no format.
 */
export const aspNetCore: Format = ({ status, json }) => {
  const { entries, results, ...fields } = fieldsOf(json)
  const components = entries ?? results
  return isObject(components) ? readReport({ ...fields, components }, status) : null
}
