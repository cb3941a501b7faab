import type { FakeState } from '../src/testing.js'

const now = Date.now()
const minutes = (count: number) => count * 60_000
const timing = { lastChecked: now, nextCheckAt: now + 12_000, reportAt: now - minutes(2) }

/** A state to show, with the name that it has in a story. */
export interface NamedState extends FakeState {
  readonly name: string
}

/** States in which there is nothing to worry about, or nothing known. */
export const calmStates: readonly NamedState[] = [
  { name: 'checking', snapshot: { status: 'checking', source: 'none' }, timing },
  { name: 'healthy', snapshot: { status: 'healthy', cause: null, source: 'live', report: {} }, timing },
  {
    name: 'healthy, restored',
    snapshot: { status: 'healthy', cause: null, source: 'restored', isStale: true, report: {} },
    timing,
  },
  { name: 'needs-auth', snapshot: { status: 'unknown', cause: 'needs-auth', source: 'live' }, timing },
  { name: 'misconfigured', snapshot: { status: 'unknown', cause: 'misconfigured', source: 'live' }, timing },
  {
    name: 'invalid-response',
    snapshot: { status: 'unknown', cause: 'invalid-response', source: 'live' },
    timing,
  },
]

/** One state for each cause of trouble, then the same with more to say. */
export const troubledStates: readonly NamedState[] = [
  {
    name: 'component',
    snapshot: {
      status: 'degraded',
      cause: 'component',
      source: 'live',
      report: { components: { recommendations: { status: 'unhealthy', critical: false } } },
    },
    timing,
  },
  {
    name: 'component, long names',
    snapshot: {
      status: 'unhealthy',
      cause: 'component',
      source: 'live',
      report: {
        components: {
          'customer-notification-delivery-pipeline-eu-central-1': 'unhealthy',
          search_index_replication: 'unhealthy',
          Rindfleischetikettierungsüberwachungsaufgabenübertragungsdienst: 'unhealthy',
          mail: 'unhealthy',
          images: 'unhealthy',
        },
      },
    },
    timing,
  },
  {
    name: 'read-only',
    snapshot: {
      status: 'degraded',
      cause: 'read-only',
      source: 'live',
      report: { readOnly: true, components: { database: 'degraded' } },
    },
    timing,
  },
  {
    name: 'maintenance',
    snapshot: {
      status: 'degraded',
      cause: 'maintenance',
      source: 'live',
      report: {
        status: 'degraded',
        maintenance: [
          {
            id: 'm1',
            title: 'Moving house',
            startsAt: now - minutes(5),
            endsAt: now + minutes(40),
            components: [],
          },
        ],
      },
    },
    timing,
  },
  {
    name: 'not-ready',
    snapshot: {
      status: 'unhealthy',
      cause: 'not-ready',
      source: 'live',
      report: { status: 'unhealthy', ready: false },
    },
    timing,
  },
  {
    name: 'reported',
    snapshot: { status: 'degraded', cause: 'reported', source: 'live', report: { status: 'degraded' } },
    timing,
  },
  { name: 'timeout', snapshot: { status: 'unhealthy', cause: 'timeout', source: 'live' }, timing },
  { name: 'unreachable', snapshot: { status: 'unhealthy', cause: 'unreachable', source: 'live' }, timing },
  {
    name: 'unreachable, stale',
    snapshot: { status: 'unhealthy', cause: 'unreachable', source: 'live', isStale: true, report: {} },
    timing,
  },
  { name: 'server-error', snapshot: { status: 'unhealthy', cause: 'server-error', source: 'live' }, timing },
  {
    name: 'device-offline',
    snapshot: { status: 'offline', cause: 'device-offline', source: 'live' },
    timing,
  },
  {
    name: 'captive-portal',
    snapshot: { status: 'offline', cause: 'captive-portal', source: 'live' },
    timing,
  },
  {
    name: 'rate-limited',
    snapshot: {
      status: 'degraded',
      cause: 'rate-limited',
      source: 'live',
      isStale: true,
      report: { status: 'degraded' },
    },
    timing,
  },
  {
    name: 'component, restored',
    snapshot: {
      status: 'degraded',
      cause: 'component',
      source: 'restored',
      isStale: true,
      report: { components: { search: { status: 'unhealthy', critical: false } } },
    },
    timing: { ...timing, nextCheckAt: null },
  },
]

/** The state of that name. */
export function stateNamed(name: string): NamedState {
  const found = [...calmStates, ...troubledStates].find((state) => state.name === name)
  if (!found) throw new Error(`No state is called "${name}".`)
  return found
}
