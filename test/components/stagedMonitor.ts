import { act } from '@testing-library/react'
import type { Timing } from '../../src/monitor/snapshot.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'
import type { FakeMonitor, SnapshotSketch } from '../../src/testing/fakeMonitor.js'

/** How long the kit waits before it tells of trouble, in milliseconds, unless it is told otherwise. */
export const SHOW_DELAY = 1500
/** How long it goes on telling at least. */
export const MIN_SHOW = 3000
/** How long the good news stays. */
export const RECOVERY_FOR = 4500

/** A fake monitor on a clock that the test moves, with React looking on at every change. */
export interface StagedMonitor extends FakeMonitor {
  readonly clock: FakeClock
  /** Changes the snapshot, as a probe with news does. */
  show(snapshot: SnapshotSketch): void
  /** Changes the timing alone, as an unchanged poll does. */
  poll(timing: Partial<Timing>): void
  /** Lets time pass. */
  pass(ms: number): Promise<void>
  /** Lets time pass in which nothing runs. */
  sleep(ms: number): Promise<void>
  /** Ends the check that the retry button began. */
  endCheck(): Promise<void>
}

export const healthy: SnapshotSketch = { status: 'healthy', cause: null, source: 'live', report: {} }
export const searchDown: SnapshotSketch = {
  status: 'degraded',
  cause: 'component',
  source: 'live',
  report: { components: { search: { status: 'unhealthy', critical: false } } },
}
export const readOnly: SnapshotSketch = {
  status: 'degraded',
  cause: 'read-only',
  source: 'live',
  report: { readOnly: true, components: { database: 'degraded' } },
}
export const unreachable: SnapshotSketch = { status: 'unhealthy', cause: 'unreachable', source: 'live' }
export const offline: SnapshotSketch = { status: 'offline', cause: 'device-offline', source: 'live' }
export const signedOut: SnapshotSketch = { status: 'unknown', cause: 'needs-auth', source: 'live' }

/** @param clock Shared by monitors of the same page. */
export function stagedMonitor(
  first: SnapshotSketch = {},
  timing: Partial<Timing> = {},
  clock: FakeClock = new FakeClock(),
): StagedMonitor {
  let endCheck: (() => void) | undefined
  const monitor = fakeMonitor({
    clock,
    snapshot: first,
    timing,
    onCheck: () => new Promise<void>((resolve) => (endCheck = resolve)),
  })
  return Object.assign(monitor, {
    clock,
    show: (snapshot: SnapshotSketch) => act(() => monitor.set({ snapshot })),
    poll: (change: Partial<Timing>) => act(() => monitor.set({ timing: change })),
    pass: (ms: number) => act(() => clock.advance(ms)),
    sleep: (ms: number) => act(() => clock.sleep(ms)),
    endCheck: () => act(async () => endCheck?.()),
  })
}
