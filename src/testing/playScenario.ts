import type { Timer } from '../time/clock.js'
import type { FakeMonitor, SnapshotSketch } from './fakeMonitor.js'

/** What happens in a {@link Scenario}, and when. */
export interface ScenarioStep {
  /** Milliseconds from the start of the scenario; no smaller than in the step before. */
  readonly at: number
  /** What is different from now on; or a function of the moment (epoch milliseconds) that gives it. */
  readonly snapshot: SnapshotSketch | ((now: number) => SnapshotSketch)
}

/** A story in states over time, for {@link playScenario}. Its first step is at 0. */
export type Scenario = readonly ScenarioStep[]

/** How long a monitor waits after the last step, as far as a countdown is concerned. */
const LAST_WAIT = 30_000
/** How old a report out of storage is. */
const RESTORED_AGE = 10 * 60_000

/**
 * Puts a fake monitor through a scenario, on the monitor's own clock, with the times that a real one would tell: when it
 * last checked, when it checks next, how old the report is. The first step happens at once; the returned function ends
 * the story where it is.
 *
 * @example
 * const clock = new FakeClock()
 * const monitor = fakeMonitor({ clock })
 * const stop = playScenario(monitor, scenarios.outage)
 * await clock.advance(3_000)
 * monitor.getSnapshot().cause // 'unreachable'
 * stop()
 */
export function playScenario(monitor: FakeMonitor, scenario: Scenario): () => void {
  const { clock } = monitor
  const startedAt = clock.now()
  let timer: Timer | undefined
  const enter = (index: number) => {
    const step = scenario[index]
    if (!step) return
    const now = clock.wallNow()
    const next = scenario[index + 1]
    const wait = next ? Math.max(0, startedAt + next.at - clock.now()) : LAST_WAIT
    const snapshot = typeof step.snapshot === 'function' ? step.snapshot(now) : step.snapshot
    const before = monitor.getSnapshot()
    const { status = before.status, cause = before.cause } = snapshot
    const isChange = status !== before.status || cause !== before.cause
    monitor.set({
      snapshot: { ...(isChange && { since: now }), ...snapshot },
      timing: {
        lastChecked: snapshot.source === 'live' ? now : null,
        nextCheckAt: now + wait,
        ...(snapshot.report && { reportAt: snapshot.source === 'restored' ? now - RESTORED_AGE : now }),
      },
    })
    if (next) timer = clock.setTimeout(() => enter(index + 1), wait)
  }
  enter(0)
  return () => {
    if (timer !== undefined) clock.clearTimeout(timer)
  }
}
