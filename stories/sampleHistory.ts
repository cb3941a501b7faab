import { seededRandom } from '../src/testing.js'
import type { FakeMonitorOptions } from '../src/testing.js'

type Sample = NonNullable<FakeMonitorOptions['history']>
type Polls = NonNullable<Sample['days']>[number]['polls']

const DAY = 86_400_000
const DAYS = 90
const POLLS_A_DAY = 960
const LATENCIES = 60
const EVERY = 30_000

const wellAllDay: Polls = { healthy: POLLS_A_DAY, degraded: 0, unhealthy: 0, offline: 0, unknown: 0 }

/** The days, counted back from today, on which not everything was well, or nothing was seen. */
const unlike: Readonly<Record<number, Partial<Polls> | null>> = {
  0: { healthy: 548, degraded: 18 },
  9: { healthy: 702, degraded: 258 },
  10: { healthy: 610, degraded: 110, unhealthy: 240 },
  24: null,
  25: null,
  31: { healthy: 931, degraded: 29 },
  48: { healthy: 760, offline: 200 },
  49: { healthy: 905, offline: 55 },
  66: { healthy: 480, unhealthy: 480 },
  67: { healthy: 880, degraded: 80 },
  80: null,
}

/** How a back end that is well on most days looks from one browser at `now` (epoch milliseconds). */
export function sampleHistory(now: number): Sample {
  const random = seededRandom(7)
  const days = Array.from({ length: DAYS }, (_, index) => DAYS - 1 - index)
    .filter((ago) => unlike[ago] !== null)
    .map((ago) => ({
      day: new Date(now - ago * DAY).toISOString().slice(0, 10),
      polls: { ...wellAllDay, ...unlike[ago] },
    }))
  const latencies = Array.from({ length: LATENCIES }, (_, index) => ({
    at: now - (LATENCIES - 1 - index) * EVERY,
    ms: Math.round(34 + 12 * random() + (index % 19 === 11 ? 60 * random() : 0) + (index > 52 ? 46 : 0)),
  }))
  return { days, latencies }
}
