import { BUTTON_VARIABLES, SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

const PHASE = {
  'data-phase':
    '`quiet`, `connecting`, `waking`, `slow`, `failed` or `offline`; on the root `open` for good.',
} as const

export const contract: Contract = {
  startup: {
    is: 'The root of `StartupGate` (`Startup.Root`), around the children once they are there. `aria-busy` until there is something to press.',
    attributes: { ...STATUS_ATTRIBUTES, ...PHASE },
  },
  'startup-front': {
    is: 'What is said and offered during the wait (`Startup.Front`).',
  },
  'startup-message': {
    is: '`Startup.Message`, with the spinner, or with the shape of the status once the start has failed or is offline. Unseen while the wait is quiet.',
    attributes: { ...PHASE, 'data-status': '`unhealthy` once the start has failed.' },
    variables: [...SHAPE_VARIABLES, '--api-status-muted'],
  },
  'startup-elapsed': {
    is: '`Startup.Elapsed`. There while the start is slow or has failed.',
    variables: ['--api-status-muted'],
  },
  'startup-retry': {
    is: '`Startup.Retry`. There from when the start is slow, and offline; `aria-disabled="true"` while its check runs.',
    variables: [...BUTTON_VARIABLES, '--api-status-muted', '--api-status-text'],
  },
  'startup-skip': {
    is: '`Startup.Skip`. There from when the start is slow, and offline.',
    variables: [...BUTTON_VARIABLES, '--api-status-text'],
  },
}
