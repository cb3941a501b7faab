import { act } from '@testing-library/react'
import { StatusTimeline } from '../../../src/components/timeline/StatusTimeline.js'
import { recorded } from '../recorded.js'
import { healthy } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: <StatusTimeline />,
  states: [{}, healthy],
  visit(monitor) {
    const isFirst = monitor.getSnapshot().status === 'checking'
    if (!isFirst) act(() => monitor.set({ history: recorded }))
  },
}
