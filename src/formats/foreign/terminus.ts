import type { Format } from '../answer.js'
import { fieldsOf, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/**
 * Health checks of NestJS and of GoDaddy's Terminus, and of others that keep them under `details`
 * (github.com/alexliesenfeld/health).
 */
export const terminus: Format = ({ status, json }) => {
  const fields = fieldsOf(json)
  const checks = Object.entries(isObject(fields.details) ? fields.details : {}).filter(([, check]) =>
    isObject(check),
  )
  return checks.length > 0 ? readReport({ ...fields, components: Object.fromEntries(checks) }, status) : null
}
