import { BOX_VARIABLES, BUTTON_VARIABLES, SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  banner: {
    is: 'The root of `DegradedBanner` (`Banner.Root`). Always there; `hidden` and empty while it has nothing to tell, or another banner has more. Its attributes are those of what it tells, a little behind the headline.',
    attributes: STATUS_ATTRIBUTES,
    variables: BOX_VARIABLES,
  },
  message: {
    is: 'The text of a banner (`Banner.Message`, `Maintenance.Message`, `Update.Message`), with the shape beside it.',
    variables: SHAPE_VARIABLES,
  },
  details: {
    is: '`Banner.Details`. There while more components are affected than the message names.',
    variables: ['--api-status-shape-size'],
  },
  countdown: {
    is: '`Banner.Countdown`, there during trouble, and `Maintenance.Countdown`, there while a time is known.',
    variables: ['--api-status-muted', '--api-status-shape-size'],
  },
  retry: {
    is: '`Banner.Retry`, there during trouble, or `Panel.Retry`. `aria-disabled="true"` while its check runs.',
    variables: [...BUTTON_VARIABLES, '--api-status-muted'],
  },
  dismiss: {
    is: '`Banner.Dismiss`, there during trouble that may be dismissed; `Maintenance.Dismiss` and `Update.Dismiss`.',
    variables: BUTTON_VARIABLES,
  },
}
