import { StatusIndicator } from '../../../src/components/indicator/StatusIndicator.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = { ui: <StatusIndicator /> }
