import { SHAPE_VARIABLES, STATUS_ATTRIBUTES } from '../contract.js'
import type { Contract } from '../contract.js'

export const contract: Contract = {
  indicator: {
    is: 'The root of `StatusIndicator`.',
    attributes: STATUS_ATTRIBUTES,
    variables: SHAPE_VARIABLES,
  },
}
