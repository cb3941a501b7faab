import { BOX_VARIABLES, BUTTON_VARIABLES, SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  banner: {
    is: 'The root of `DegradedBanner` (`Banner.Root`). Always there; `hidden` and empty while it has nothing to tell. Its attributes are those of what it tells, a little behind the headline.',
    attributes: STATUS_ATTRIBUTES,
    variables: [...BOX_VARIABLES, '--api-status-focus'],
  },
  message: {
    is: 'The text of a banner (`Banner.Message`) or of a notice, with the shape beside it.',
    variables: SHAPE_VARIABLES,
  },
  countdown: { is: '`Banner.Countdown`. There during trouble.', variables: ['--api-status-muted'] },
  retry: {
    is: '`Banner.Retry`. There during trouble; `aria-disabled="true"` while its check runs.',
    variables: [...BUTTON_VARIABLES, '--api-status-muted'],
  },
  dismiss: {
    is: '`Banner.Dismiss`. There during trouble that may be dismissed.',
    variables: BUTTON_VARIABLES,
  },
}
