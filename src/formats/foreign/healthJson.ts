import type { Format } from '../answer.js'
import { fieldsOf, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * `application/health+json`, whose checks are lists of measurements, one for each node:
 * https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check
 */
export const healthJson: Format = ({ status, json }) => {
  const fields = fieldsOf(json)
  const checks = Object.entries(isObject(fields.checks) ? fields.checks : {})
  if (!checks.some(([, nodes]) => Array.isArray(nodes))) return null
  const components: object[] = []
  for (const [name, nodes] of checks) {
    for (const node of [nodes].flat()) {
      const { output, time, ...measurement } = fieldsOf(node)
      components.push({ ...measurement, name, message: output, checkedAt: time })
    }
  }
  return readReport({ ...fields, checks: undefined, components }, status)
}
