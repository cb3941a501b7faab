import { UpdateBanner } from '../../../src/components/update/UpdateBanner.js'
import { healthy } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'

const version = (buildId: string) => ({ ...healthy, report: { service: { buildId } } })

export const exhibit: Exhibit = {
  ui: <UpdateBanner settleFor={0} />,
  states: [version('1'), version('2')],
}
