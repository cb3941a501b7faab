import { BOX_VARIABLES, BUTTON_VARIABLES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  update: {
    is: 'The root of `UpdateBanner` (`Update.Root`). Always there; `hidden` and empty while it has nothing to tell, or another banner has more. Its parts are `message`, `reload` and `dismiss`.',
    variables: [...BOX_VARIABLES, '--api-status-info'],
  },
  reload: { is: '`Update.Reload`.', variables: BUTTON_VARIABLES },
}
