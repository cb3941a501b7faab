export { LatencyChart as Chart } from './LatencyChart.js'
export { LatencyRoot as Root } from './LatencyRoot.js'
export { LatencySummary as Summary } from './LatencySummary.js'
