import type { HealthReport } from '../health/report.js'
import type { Clock, Timer } from '../time/clock.js'

/** The report that was believed last, its validator, and when it was last confirmed (monotonic). */
export interface Held {
  readonly report: HealthReport
  readonly etag: string | null
  readonly at: number
}

/** Keeps the last report, and knows when it has grown old. */
export interface HeldReport {
  current(): Held | null
  /** @param goodFor So long it is not old at the least: who listens hears less often than a poll would ask. In ms. */
  hold(report: HealthReport, etag: string | null, at: number, goodFor: number): void
  forget(): void
  /** Begins, or goes on, to count its age. */
  age(): void
  /** Leaves no timer. */
  rest(): void
}

/** What it is made of. */
export interface HeldReportPorts {
  readonly clock: Clock
  /** At what age a report is old, in milliseconds. */
  mostAge(): number
  onOld(): void
}

/** Without a next one, the report that is shown grows old. */
export function createHeldReport({ clock, mostAge, onOld }: HeldReportPorts): HeldReport {
  let held: Held | null = null
  let leastAge = 0
  let aging: Timer | null = null

  const rest = () => {
    if (aging) clock.clearTimeout(aging)
    aging = null
  }
  const age = () => {
    rest()
    if (held)
      aging = clock.setTimeout(onOld, Math.max(0, held.at + Math.max(mostAge(), leastAge) - clock.now()))
  }
  return {
    current: () => held,
    hold(report, etag, at, goodFor) {
      held = { report, etag, at }
      leastAge = goodFor
      age()
    },
    forget() {
      held = null
      rest()
    },
    age,
    rest,
  }
}
