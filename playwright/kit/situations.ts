import type { Cause, History } from '../../src/core.js'
import type { FakeState } from '../../src/testing.js'

/** What the clock of every page shows at first, in epoch milliseconds. */
export const NOON: number = Date.UTC(2026, 2, 12, 12)

const MINUTE = 60_000
const timing = { lastChecked: NOON, nextCheckAt: NOON + 20_000, reportAt: NOON - 2 * MINUTE, latencyMs: 84 }
const live = { source: 'live' } as const
const unreachable = { ...live, status: 'unhealthy', cause: 'unreachable' } as const
const maintenance = {
  id: 'm1',
  title: 'Moving house',
  startsAt: NOON - 5 * MINUTE,
  endsAt: NOON + 40 * MINUTE,
  components: ['checkout'],
}

const DAY = 24 * 60 * MINUTE
const FINDINGS = [
  { healthy: 200 },
  { healthy: 180, degraded: 20 },
  { unhealthy: 40, offline: 8 },
  { unknown: 3 },
]

/** Ninety days with gaps and every kind of day, and sixty answers. The same in each run. */
const history: Partial<History> = {
  days: Array.from({ length: 90 }, (_, index) => ({
    day: new Date(NOON - (89 - index) * DAY).toISOString().slice(0, 10),
    polls: { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, unknown: 0, ...FINDINGS[index % 4] },
  })).filter((_, index) => index % 9 !== 5),
  latencies: Array.from({ length: 60 }, (_, index) => ({
    at: NOON - (60 - index) * MINUTE,
    ms: 40 + ((index * 37) % 90),
  })),
}

/** All is well, with components to list. */
const well = {
  service: { buildId: 'a1' },
  components: {
    checkout: { impact: ['payment', 'orders'] },
    database: { responseTimeMs: 3, checkedAt: NOON - 90 * MINUTE },
    search: { critical: false },
    mail: { critical: false, checkedAt: NOON - MINUTE },
  },
} as const

/** One for each cause: a new cause without one is an error of types. */
const byCause: Readonly<Record<Cause, FakeState['snapshot']>> = {
  component: {
    ...live,
    status: 'degraded',
    cause: 'component',
    report: { ...well, components: { ...well.components, search: { status: 'unhealthy', critical: false } } },
  },
  'read-only': {
    ...live,
    status: 'degraded',
    cause: 'read-only',
    report: { ...well, readOnly: true, components: { ...well.components, database: 'degraded' } },
  },
  maintenance: {
    ...live,
    status: 'degraded',
    cause: 'maintenance',
    report: { ...well, status: 'degraded', maintenance: [maintenance] },
  },
  'not-ready': {
    ...live,
    status: 'unhealthy',
    cause: 'not-ready',
    report: { status: 'unhealthy', ready: false },
  },
  reported: { ...live, status: 'degraded', cause: 'reported', report: { ...well, status: 'degraded' } },
  timeout: { ...live, status: 'unhealthy', cause: 'timeout' },
  unreachable,
  'server-error': { ...live, status: 'unhealthy', cause: 'server-error', httpStatus: 500 },
  'device-offline': { ...live, status: 'offline', cause: 'device-offline', device: 'offline' },
  'captive-portal': { ...live, status: 'offline', cause: 'captive-portal' },
  'invalid-response': { ...live, status: 'unknown', cause: 'invalid-response' },
  'needs-auth': { ...live, status: 'unknown', cause: 'needs-auth' },
  misconfigured: { ...live, status: 'unknown', cause: 'misconfigured' },
  'rate-limited': { ...live, status: 'degraded', cause: 'rate-limited', isStale: true, report: well },
}

/** States without a cause, and the same trouble with more to say. */
const more = {
  checking: { status: 'checking', cause: null, source: 'none' },
  healthy: { ...live, status: 'healthy', cause: null, report: well },
  updated: { ...live, status: 'healthy', cause: null, report: { ...well, service: { buildId: 'b2' } } },
  stale: { ...unreachable, isStale: true, report: well },
  restored: {
    ...byCause.component,
    source: 'restored',
    isStale: true,
  },
  'many names': {
    ...live,
    status: 'unhealthy',
    cause: 'component',
    report: {
      components: {
        'customer-notification-delivery-pipeline-eu-central-1': 'unhealthy',
        search_index_replication: 'degraded',
        Rindfleischetikettierungsüberwachungsaufgabenübertragungsdienst: 'unhealthy',
        mail: 'unhealthy',
        images: 'unhealthy',
      },
    },
  },
} as const satisfies Record<string, FakeState['snapshot']>

export type Situation = keyof typeof byCause | keyof typeof more

/** All of them, by name. */
export const SITUATIONS: readonly Situation[] = Object.keys({ ...more, ...byCause }) as Situation[]

/** The state of that name. */
export function stateIn(situation: Situation): Required<FakeState> {
  return { snapshot: { ...byCause, ...more }[situation] ?? {}, timing, history }
}
