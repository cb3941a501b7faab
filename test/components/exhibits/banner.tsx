import { DegradedBanner } from '../../../src/components/banner/DegradedBanner.js'
import { searchDown } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'
import { STATES } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: <DegradedBanner showDelay={0} minShow={0} />,
  states: [...STATES, { ...searchDown, affected: ['search', 'images', 'mail', 'export', 'import'] }],
}
