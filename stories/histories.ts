import type { DayTally, History, LatencySample } from '../src/core.js'
import type { NamedState } from './states.js'

const NO_POLLS = { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, unknown: 0 }
const LAST_DAY = Date.UTC(2026, 2, 31)
const DAY = 86_400_000

/** What a few of the days found, by how many days before the last one they are; the others found nothing wrong. */
const unusualDays: Readonly<Record<number, Partial<DayTally['polls']> | null>> = {
  81: null,
  80: null,
  79: null,
  71: { healthy: 90, degraded: 10 },
  70: { degraded: 60 },
  58: { healthy: 60, unhealthy: 40 },
  57: { unhealthy: 50 },
  46: { healthy: 55, offline: 45 },
  45: { offline: 30 },
  38: null,
  30: { healthy: 50, unknown: 50 },
  29: { unknown: 20 },
  16: { healthy: 2400, degraded: 1 },
  9: { healthy: 60, degraded: 30, unhealthy: 10 },
  3: { healthy: 190, offline: 10 },
}

const ninetyDays = Array.from({ length: 90 }, (_, index) => 89 - index)
  .filter((back) => unusualDays[back] !== null)
  .map((back) => tally(back, unusualDays[back] ?? { healthy: 100 }))

/** How a back end may have been, by the day. */
export const dayHistories: readonly NamedState[] = [
  named('90 days', { days: ninetyDays }),
  named('the first day', { days: [tally(0, { healthy: 12 })] }),
  named('nothing recorded', {}),
]

/** How long its answers may have taken. */
export const latencyHistories: readonly NamedState[] = [
  named('as usual', { latencies: samples(60, usual) }),
  named('with outliers', {
    latencies: samples(60, (index) => (index % 23 === 20 ? 2400 : usual(index))),
  }),
  named('slower of late', { latencies: samples(60, (index) => usual(index) + (index > 35 ? 160 : 0)) }),
  named('one answer', { latencies: samples(1, usual) }),
  named('nothing measured', {}),
]

/** A history with something of everything. */
export const fullHistory: Pick<History, 'days' | 'latencies'> = {
  days: ninetyDays,
  latencies: samples(60, usual),
}

function named(name: string, history: Partial<History>): NamedState {
  return { name, history }
}

function tally(daysBack: number, polls: Partial<DayTally['polls']>): DayTally {
  const day = new Date(LAST_DAY - daysBack * DAY).toISOString().slice(0, 10)
  return { day, polls: { ...NO_POLLS, ...polls } }
}

function samples(count: number, msOf: (index: number) => number): readonly LatencySample[] {
  return Array.from({ length: count }, (_, index) => ({ at: index * 30_000, ms: Math.round(msOf(index)) }))
}

function usual(index: number): number {
  return 46 + 14 * Math.sin(index / 3) + 9 * Math.sin(index * 1.7)
}
