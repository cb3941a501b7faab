import { StartupGate } from '../../../src/components/startup/StartupGate.js'
import { offline, unreachable } from '../stagedMonitor.js'
import type { Exhibit } from './exhibit.js'

const restored = { status: 'degraded', cause: 'component', source: 'restored', isStale: true } as const

export const exhibit: Exhibit = {
  ui: <StartupGate giveUpAfter={35_000}>Content</StartupGate>,
  // Over 10 s each, the start is told of in all of its phases.
  states: [{}, restored, offline, unreachable],
}
