import { DegradedBanner } from '../../../src/components/banner/DegradedBanner.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = { ui: <DegradedBanner showDelay={0} minShow={0} /> }
