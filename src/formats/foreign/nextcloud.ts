import type { Format } from '../answer.js'
import { fieldsOf } from '../fields.js'
import { readReport } from '../readReport.js'

/** `status.php` of Nextcloud and ownCloud. https://docs.nextcloud.com/server/latest/admin_manual */
export const nextcloud: Format = ({ json }) => {
  const { installed, maintenance, needsdbupgrade } = fieldsOf(json)
  if (typeof installed !== 'boolean' || typeof maintenance !== 'boolean') return null
  return readReport({ status: maintenance || needsdbupgrade ? 'degraded' : installed })
}
