export { IndicatorLabel as Label } from './IndicatorLabel.js'
export { IndicatorRoot as Root } from './IndicatorRoot.js'
