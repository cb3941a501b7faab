import type { DayTally, History, LatencySample } from '../../src/health/history.js'
import { NO_POLLS } from '../../src/health/history.js'

/** What was seen on a day. */
export function tallied(day: string, polls: Partial<DayTally['polls']>): DayTally {
  return { day, polls: { ...NO_POLLS, ...polls } }
}

/** Answers that took so many milliseconds, half a minute apart. */
export function measured(...latencies: readonly number[]): LatencySample[] {
  return latencies.map((ms, index) => ({ at: index * 30_000, ms }))
}

/** Some of everything: a day of each status, mixed days, and days without data. */
export const recorded: Pick<History, 'days' | 'latencies'> = {
  days: [
    tallied('2026-03-01', { healthy: 10 }),
    tallied('2026-03-02', { degraded: 10 }),
    tallied('2026-03-03', { unhealthy: 10 }),
    tallied('2026-03-04', { offline: 10 }),
    tallied('2026-03-05', { unknown: 10 }),
    tallied('2026-03-08', { healthy: 96, degraded: 4 }),
    tallied('2026-03-09', { healthy: 70, degraded: 20, unhealthy: 10 }),
    tallied('2026-03-10', { healthy: 10 }),
  ],
  latencies: measured(40, 44, 38, 41, 45, 43, 39, 42, 40, 900, 41, 42),
}
