import type { ReactNode } from 'react'
import type { SnapshotSketch } from '../../../src/testing/fakeMonitor.js'
import { healthy, offline, readOnly, searchDown, signedOut, unreachable } from '../stagedMonitor.js'
import type { StagedMonitor } from '../stagedMonitor.js'

/** Some widgets and the states in which all of their parts are to be seen. A folder of `src/components` has one. */
export interface Exhibit {
  readonly ui: ReactNode
  /** One after the other, 10 s each. @default STATES */
  readonly states?: readonly SnapshotSketch[]
  /** What is done in each state before a look is taken: a press on a button, for instance. */
  readonly visit?: (monitor: StagedMonitor) => void | Promise<void>
}

/** One state of each kind. */
export const STATES: readonly SnapshotSketch[] = [
  {},
  healthy,
  searchDown,
  readOnly,
  unreachable,
  offline,
  signedOut,
  { ...searchDown, source: 'restored', isStale: true },
]
