import { ReportAge } from '../../../src/components/age/ReportAge.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = { ui: <ReportAge /> }
