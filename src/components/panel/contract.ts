import { STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  panel: {
    is: 'The root of `StatusPanel` (`Panel.Root`).',
    attributes: STATUS_ATTRIBUTES,
    variables: ['--api-status-border', '--api-status-radius', '--api-status-surface', '--api-status-text'],
  },
  'panel-head': { is: '`Panel.Head`: what is at the top of a panel.' },
  'panel-summary': { is: '`Panel.Summary`: how it is, and when somebody last looked.' },
  'panel-title': { is: '`Panel.Title`, a heading.', variables: ['--api-status-muted'] },
  'panel-maintenance': {
    is: '`Panel.Maintenance`: a heading that says what this is, and a `ul`. There while maintenance is planned, or under way.',
    variables: ['--api-status-muted'],
  },
}
