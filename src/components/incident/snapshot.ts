import type { useMonitor } from '../../react/useMonitor.js'

/** The engine that the provider above carries. */
export type Monitor = ReturnType<typeof useMonitor>

/** The monitor's immutable state. */
export type Snapshot = ReturnType<Monitor['getSnapshot']>
