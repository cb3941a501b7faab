import { SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  indicator: {
    is: 'The root of `StatusIndicator` (`Indicator.Root`).',
    attributes: { ...STATUS_ATTRIBUTES, 'data-variant': '`text`, `pill` or `dot`.' },
    variables: [
      ...SHAPE_VARIABLES,
      '--api-status-border',
      '--api-status-color',
      '--api-status-surface',
      '--api-status-text',
      '--api-status-tint',
    ],
  },
  'indicator-label': { is: '`Indicator.Label`: the words. Out of sight on a dot.' },
}
