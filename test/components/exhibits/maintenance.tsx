import { MaintenanceBanner } from '../../../src/components/maintenance/MaintenanceBanner.js'
import { healthy } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'

const window = { id: 'move', title: 'Moving house', components: [] }

export const exhibit: Exhibit = {
  ui: <MaintenanceBanner />,
  states: [
    healthy,
    { ...healthy, report: { maintenance: [{ ...window, startsAt: 0, endsAt: Date.UTC(2027, 0, 1) }] } },
  ],
}
