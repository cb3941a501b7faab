import { BOX_VARIABLES, SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  gate: {
    is: 'The root of `OfflineGate`, `FeatureGate` and `ReadOnlyGate` (`Gate.Root`).',
    attributes: { ...STATUS_ATTRIBUTES, 'data-closed': 'Without a value: the gate is closed.' },
  },
  'gate-front': {
    is: 'What stands in front of the children of a closed gate: the fallback or the notice (`Gate.Front`). Empty otherwise.',
  },
  'gate-notice': {
    is: 'The notice of a closed gate that has no fallback, with the shape beside it (`Gate.Notice`).',
    variables: [...new Set([...BOX_VARIABLES, ...SHAPE_VARIABLES])],
  },
  'gate-content': {
    is: 'The children of a gate (`Gate.Content`). `hidden` and inert behind a fallback.',
  },
  'gate-fields': {
    is: 'The children of a `ReadOnlyGate` (`Gate.Fields`), a `fieldset`: `disabled` while the gate is closed, as soon as people are elsewhere; `hidden` and inert behind a fallback.',
  },
}
