import type { Format } from '../answer.js'
import { fieldsOf } from '../fields.js'
import { readReport } from '../readReport.js'

/** `docker inspect`, or the engine's API: containers with the state of their health checks. */
export const dockerHealth: Format = ({ json }) =>
  readReport(
    [json].flat().flatMap((item) => {
      const { name, state } = fieldsOf(item)
      const { status } = fieldsOf(fieldsOf(state).health)
      return status === undefined ? [] : { name: String(name).replace(/^\//, ''), status }
    }),
  )
