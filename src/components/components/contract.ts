import { SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

const health = '`healthy`, `degraded`, `unhealthy` or `unknown`'

export const contract: Contract = {
  components: {
    is: 'The root of `ComponentList` (`Components.Root`).',
    attributes: STATUS_ATTRIBUTES,
    variables: ['--api-status-text'],
  },
  'component-group': {
    is: '`Components.Group`: components that belong together.',
    attributes: { 'data-status': `${health}: the worst among its components.` },
  },
  'component-head': {
    is: '`Components.Head`: name and status of a group.',
    variables: ['--api-status-border'],
  },
  'component-list': { is: '`Components.List`, a `ul`.' },
  component: {
    is: '`Components.Item`, an `li`.',
    attributes: {
      'data-status': `${health}.`,
      'data-component': 'Its name in the report.',
    },
    variables: ['--api-status-border'],
  },
  'component-name': { is: '`Components.Name`, of a component or a group.' },
  'component-status': {
    is: '`Components.Status`, of a component or a group: the words, with the shape beside them.',
    variables: [...SHAPE_VARIABLES, '--api-status-muted'],
  },
}
