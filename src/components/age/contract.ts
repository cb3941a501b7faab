import type { Contract } from '../contract.js'

export const contract: Contract = {
  age: {
    is: '`ReportAge`, a `time`: how old a stale report is.',
    variables: ['--api-status-muted'],
  },
  'last-checked': {
    is: '`LastChecked`, a `time`: when there was last a check.',
    variables: ['--api-status-muted'],
  },
}
