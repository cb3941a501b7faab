import type { SnapshotSketch } from './fakeMonitor.js'
import type { Scenario } from './playScenario.js'
import type { ReportSketch } from './reports.js'

/** The names in {@link scenarios}. */
export type ScenarioName =
  | 'outage'
  | 'flapping'
  | 'wakingUp'
  | 'componentDown'
  | 'readOnly'
  | 'maintenance'
  | 'offline'
  | 'captivePortal'
  | 'newBuild'
  | 'restored'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** A shop's back end, all well. */
const wellReport: ReportSketch = {
  service: { name: 'shop', buildId: '2026.1' },
  components: {
    database: 'healthy',
    payments: { status: 'healthy', impact: ['checkout'] },
    search: { status: 'healthy', critical: false, impact: ['search'] },
    recommendations: { status: 'healthy', critical: false },
  },
}

const checking: SnapshotSketch = {
  status: 'checking',
  cause: null,
  source: 'none',
  device: 'unknown',
  backend: 'unknown',
  report: null,
  affected: [],
  isStale: false,
  httpStatus: null,
}

const answered = {
  source: 'live',
  device: 'online',
  backend: 'reachable',
  isStale: false,
  httpStatus: 200,
} as const

const well: SnapshotSketch = { ...answered, status: 'healthy', cause: null, report: wellReport }

/** Nobody answers. The last report stays on show, as an old one. */
const unreachable: SnapshotSketch = {
  status: 'unhealthy',
  cause: 'unreachable',
  source: 'live',
  device: 'online',
  backend: 'unreachable',
  isStale: true,
  httpStatus: null,
}

const searchDown: SnapshotSketch = {
  ...answered,
  status: 'degraded',
  cause: 'component',
  report: {
    ...wellReport,
    components: {
      ...wellReport.components,
      search: {
        status: 'unhealthy',
        critical: false,
        impact: ['search'],
        error: { code: 'TIMEOUT' },
      },
    },
  },
}

const noNetwork: SnapshotSketch = {
  status: 'offline',
  source: 'live',
  device: 'offline',
  backend: 'unknown',
  isStale: true,
  httpStatus: null,
}

function maintained(now: number): SnapshotSketch {
  const window = {
    id: 'move',
    title: 'Moving to larger servers',
    startsAt: now,
    endsAt: now + 15 * MINUTE,
    components: [],
  }
  return {
    ...answered,
    status: 'degraded',
    cause: 'maintenance',
    report: { ...wellReport, status: 'degraded', maintenance: [window] },
  }
}

/**
 * Stories that every app with a back end lives through sooner or later.
 *
 * `outage`: unreachable after 2 s, back after 14 s. `flapping`: down and up again, ten times in 30 s. `wakingUp`: a
 * cold start of 26 s. `componentDown`: search fails after 2 s, back after 20 s. `readOnly`: writes are refused from 2 s
 * to 20 s. `maintenance`: begins after 2 s, planned for 15 minutes, and is over after one.
 * `offline`: the device is without a network from 2 s to 14 s. `captivePortal`: the same, with a sign-in page in
 * between. `newBuild`: another build is live after 2 s. `restored`: an old state from storage, refreshed after 3 s.
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  outage: [
    { at: 0, snapshot: well },
    { at: 2 * SECOND, snapshot: unreachable },
    { at: 14 * SECOND, snapshot: well },
  ],
  flapping: Array.from({ length: 21 }, (_, turn) => ({
    at: turn * 1.5 * SECOND,
    snapshot: turn % 2 === 0 ? well : unreachable,
  })),
  wakingUp: [
    { at: 0, snapshot: checking },
    {
      at: SECOND,
      snapshot: {
        ...answered,
        status: 'unhealthy',
        cause: 'not-ready',
        httpStatus: 503,
        report: { ...wellReport, status: 'unhealthy', ready: false },
      },
    },
    { at: 26 * SECOND, snapshot: well },
  ],
  componentDown: [
    { at: 0, snapshot: well },
    { at: 2 * SECOND, snapshot: searchDown },
    { at: 20 * SECOND, snapshot: well },
  ],
  readOnly: [
    { at: 0, snapshot: well },
    {
      at: 2 * SECOND,
      snapshot: {
        ...answered,
        status: 'degraded',
        cause: 'read-only',
        report: { ...wellReport, status: 'degraded', readOnly: true },
      },
    },
    { at: 20 * SECOND, snapshot: well },
  ],
  maintenance: [
    { at: 0, snapshot: well },
    { at: 2 * SECOND, snapshot: maintained },
    { at: MINUTE, snapshot: well },
  ],
  offline: [
    { at: 0, snapshot: well },
    { at: 2 * SECOND, snapshot: { ...noNetwork, cause: 'device-offline' } },
    { at: 14 * SECOND, snapshot: well },
  ],
  captivePortal: [
    { at: 0, snapshot: well },
    { at: 2 * SECOND, snapshot: { ...noNetwork, cause: 'captive-portal' } },
    { at: 14 * SECOND, snapshot: well },
  ],
  newBuild: [
    { at: 0, snapshot: well },
    {
      at: 2 * SECOND,
      snapshot: { ...well, report: { ...wellReport, service: { name: 'shop', buildId: '2026.2' } } },
    },
  ],
  restored: [
    { at: 0, snapshot: { ...searchDown, source: 'restored', isStale: true, httpStatus: null } },
    { at: 3 * SECOND, snapshot: well },
  ],
}
