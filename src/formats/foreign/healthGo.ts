import type { Format } from '../answer.js'
import { fieldsOf, isObject } from '../fields.js'
import { readReport } from '../readReport.js'

/** github.com/hellofresh/health-go, which names what failed alone: `{ "failures": { "redis": "timeout" } }`. */
export const healthGo: Format = ({ status: httpStatus, json }) => {
  const { failures, ...fields } = fieldsOf(json)
  if (!isObject(failures)) return null
  const components = Object.entries(failures).map(([name, message]) => ({ name, status: 'down', message }))
  const isPartial = fields.status === 'Partially Available'
  return readReport({ ...fields, status: isPartial ? 'degraded' : fields.status, components }, httpStatus)
}
