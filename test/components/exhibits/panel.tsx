import { StatusPanel } from '../../../src/components/panel/StatusPanel.js'
import type { Exhibit } from './exhibit.js'
import { STATES } from './exhibit.js'

const report = {
  components: { search: 'healthy' as const },
  maintenance: [{ id: 'move', title: 'Moving house', startsAt: Date.UTC(2026, 0, 2), components: [] }],
}

export const exhibit: Exhibit = {
  ui: <StatusPanel />,
  states: [...STATES, { status: 'healthy', cause: null, source: 'live', report }],
}
