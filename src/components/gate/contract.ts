import { BOX_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  gate: {
    is: 'The root of `OfflineGate`.',
    attributes: { ...STATUS_ATTRIBUTES, 'data-closed': 'Without a value: the gate is closed.' },
  },
  'gate-front': {
    is: 'What stands in front of the children of a closed gate: the fallback or the notice. Empty otherwise.',
  },
  'gate-notice': { is: 'The notice of a closed gate that has no fallback.', variables: BOX_VARIABLES },
  'gate-content': { is: 'The children of a gate. `hidden` and inert behind a fallback.' },
}
