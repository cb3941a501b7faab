import type { Contract } from '../contract.js'

export const contract: Contract = {
  latency: {
    is: 'The root of `LatencyLine` (`Latency.Root`).',
    attributes: { 'data-empty': 'Without a value: nothing has been measured yet.' },
    variables: ['--api-status-text'],
  },
  'latency-summary': {
    is: '`Latency.Summary`. A heading in it says what this is, a `span` how long answers take.',
  },
  'latency-chart': {
    is: '`Latency.Chart`, an `svg`: a `polygon` below a `polyline`, then a `path` with a dot for each answer that took longer than the line is high, and one with a dot for the last answer.',
    variables: ['--api-status-muted', '--api-status-text'],
  },
}
