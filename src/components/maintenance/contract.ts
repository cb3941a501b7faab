import { BOX_VARIABLES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  maintenance: {
    is: 'The root of `MaintenanceBanner` (`Maintenance.Root`). Always there; `hidden` and empty while it has nothing to tell, or another banner has more. Its parts are `message`, `countdown` and `dismiss`.',
    attributes: {
      'data-phase': '`planned`, `under-way` or `overdue`. Absent while there is no maintenance to tell of.',
    },
    variables: [...BOX_VARIABLES, '--api-status-degraded', '--api-status-info'],
  },
}
