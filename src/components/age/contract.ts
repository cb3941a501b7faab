import type { Contract } from '../contract.js'

export const contract: Contract = {
  age: {
    is: '`ReportAge`, a `time`: how old a stale report is.',
    variables: ['--api-status-muted'],
  },
}
