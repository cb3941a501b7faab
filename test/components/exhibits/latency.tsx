import { act } from '@testing-library/react'
import { LatencyLine } from '../../../src/components/latency/LatencyLine.js'
import { recorded } from '../recorded.js'
import { healthy } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: <LatencyLine />,
  states: [{}, healthy],
  visit(monitor) {
    const isFirst = monitor.getSnapshot().status === 'checking'
    if (!isFirst) act(() => monitor.set({ history: recorded }))
  },
}
