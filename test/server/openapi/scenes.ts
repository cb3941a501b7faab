import type { Check, HealthService, HealthServiceOptions } from '../../../src/server.js'
import type { FakeClock } from '../../../src/testing/fakeClock.js'
import { never } from '../serviceOnFakeClock.js'

/** A service in some state, and one request to it. */
export interface Scene {
  /** What it shows, as the name of an example. */
  readonly name: string
  /** The path as the document has it; `undefined` for an answer that belongs to none. */
  readonly path: string | undefined
  /** The path that is asked for, where it isn't the same. */
  readonly target?: string
  /** @default GET, and HEAD as well */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly audience?: 'anonymous' | 'trusted'
  readonly options?: HealthServiceOptions
  readonly prepare?: (service: HealthService, clock: FakeClock) => unknown
}

const REPORT = '/api/health'
const LIVENESS = '/api/health/liveness'
const READINESS = '/api/health/readiness'
const STARTUP = '/api/health/startup'
const COMPONENT = '/api/health/components/{name}'
const STREAM = '/api/health/stream'

const SECRET = 'connect ECONNREFUSED 10.0.0.5:5432 password=hunter2'
const refused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error(SECRET), { code: 'ECONNREFUSED', host: '10.0.0.5' }))

const database: Check = { name: 'database', impact: ['orders'], run: () => true }
const search: Check = {
  name: 'search',
  critical: false,
  run: () => ({ status: 'healthy', details: { index: 'orders-7', node: '10.0.0.6' } }),
}
const databaseDown: Check = { ...database, run: refused }
const searchDown: Check = { ...search, run: refused }
const searchSlow: Check = {
  ...search,
  run: () => ({ status: 'degraded', error: { code: 'SLOW', message: SECRET }, details: { p99: 900 } }),
}

const healthy = { checks: [database, search] }
const degraded = { checks: [database, searchSlow] }
const unhealthy = { checks: [databaseDown, search] }
const readOnly = { checks: [{ ...databaseDown, readOnlyWhenDown: true }, search] }
const starting = { ...healthy, startup: never }
const admitted: Pick<Scene, 'headers' | 'audience'> = {
  headers: { authorization: 'Bearer 0123456789abcdef' },
  audience: 'trusted',
}
const draining = (service: HealthService) => service.drain()

/** The states of the report, and how to come there. */
const STATES: readonly Omit<Scene, 'path'>[] = [
  { name: 'healthy', options: healthy },
  { name: 'degraded', options: degraded },
  { name: 'degradedForTrusted', options: degraded, ...admitted },
  { name: 'optionalComponentDown', options: { checks: [database, searchDown] } },
  { name: 'unhealthy', options: unhealthy },
  { name: 'unhealthyForTrusted', options: unhealthy, ...admitted },
  { name: 'starting', options: starting },
  { name: 'draining', options: healthy, prepare: draining },
  { name: 'readOnly', options: readOnly },
  { name: 'readOnlyByHand', options: healthy, prepare: (service) => service.setReadOnly(true) },
  {
    name: 'maintenance',
    options: {
      checks: [database, searchDown],
      maintenance: [
        {
          id: 'reindex',
          title: 'The search index is built anew',
          startsAt: Date.UTC(2025, 11, 31, 22),
          endsAt: Date.UTC(2026, 0, 1, 4),
          components: ['search'],
        },
        { id: 'move', title: 'Move to another region', startsAt: Date.UTC(2026, 1, 1), components: [] },
      ],
    },
  },
  { name: 'withoutComponents' },
]

/** Formats that can be asked for, as endings of a scene's name. */
const FORMATS = { '': '*/*', AsHealthJson: 'application/health+json', AsText: 'text/plain' }

function inEachFormat(scene: Scene): readonly Scene[] {
  const as = ([ending, accept]: readonly [ending: string, accept: string]): Scene => ({
    ...scene,
    name: scene.name + ending,
    headers: { accept, ...scene.headers },
  })
  return Object.entries(FORMATS).map(as)
}

/** The scene at another path. */
function at(path: string, scene: Omit<Scene, 'path'>, target: string = path): Scene {
  return { ...scene, path, target }
}

const AT_REPORT: readonly Scene[] = STATES.map((state) => at(REPORT, state))

const AT_COMPONENT: readonly Scene[] = [
  { name: 'healthy', target: 'database', options: healthy },
  { name: 'degraded', target: 'search', options: degraded },
  { name: 'degradedForTrusted', target: 'search', options: degraded, ...admitted },
  { name: 'unhealthy', target: 'database', options: unhealthy },
  { name: 'readOnly', target: 'database', options: readOnly },
].map((scene) => at(COMPONENT, scene, `${REPORT}/components/${scene.target}`))

const AT_PROBES: readonly Scene[] = [
  { name: 'alive', path: LIVENESS, options: unhealthy },
  { name: 'aliveVerbose', path: LIVENESS, target: `${LIVENESS}?verbose`, options: unhealthy },
  {
    name: 'escalated',
    path: LIVENESS,
    options: { ...unhealthy, livenessEscalation: { unreadyFor: 60_000 } },
    prepare: checksFailForAMinute,
  },
  { name: 'ready', path: READINESS, options: degraded },
  { name: 'readyVerbose', path: READINESS, target: `${READINESS}?verbose`, options: degraded },
  { name: 'starting', path: READINESS, options: starting },
  { name: 'draining', path: READINESS, options: healthy, prepare: draining },
  { name: 'checks', path: READINESS, options: unhealthy },
  { name: 'checksForTrusted', path: READINESS, options: unhealthy, ...admitted },
  { name: 'started', path: STARTUP, options: unhealthy },
  { name: 'starting', path: STARTUP, options: starting },
  { name: 'startingForTrusted', path: STARTUP, options: starting, ...admitted },
]

const ALIASES = { '/health': REPORT, '/health/live': LIVENESS, '/health/ready': READINESS }

/** The scenes of a path again, at its alias. */
const AT_ALIASES: readonly Scene[] = Object.entries(ALIASES).flatMap(([alias, path]) =>
  [...AT_REPORT, ...AT_PROBES]
    .filter((scene) => scene.path === path)
    .map((scene) => at(alias, scene, alias + (scene.target ?? path).slice(path.length))),
)

const PROBES = [LIVENESS, READINESS, STARTUP, '/health/live', '/health/ready']

/** What any path answers to a query that can't be read, and to too many requests where those are counted. */
const REFUSED: readonly Scene[] = [...PROBES, REPORT, '/health', COMPONENT, STREAM].flatMap((path) => {
  const target = path.replace('{name}', 'database')
  const badQuery = at(path, { name: 'badQuery', options: healthy }, `${target}?exclude=%ZZ`)
  const limited = { ...healthy, rateLimit: { perSecond: 0.5, burst: 1 } }
  const tooOften = at(path, { name: 'tooOften', options: limited, prepare: askOnce }, target)
  return PROBES.includes(path) ? [badQuery] : [badQuery, tooOften]
})

const OLD: readonly Scene[] = [REPORT, '/health'].flatMap((path) => [
  { name: 'stale', path, options: healthy, prepare: served },
  { name: 'staleUnhealthy', path, options: { ...unhealthy, cacheTtl: 60_000 }, prepare: served },
  { name: 'unchanged', path, options: healthy, headers: { 'if-none-match': '*' } },
  { name: 'unchangedStale', path, options: healthy, headers: { 'if-none-match': '*' }, prepare: served },
])

/** Each answer that there is, at least once. */
export const SCENES: readonly Scene[] = [
  ...[...AT_REPORT, ...AT_COMPONENT, ...AT_PROBES, ...AT_ALIASES].flatMap(inEachFormat),
  ...OLD,
  ...REFUSED,
  { name: 'excluded', path: REPORT, target: `${REPORT}?exclude=database`, options: unhealthy },
  { name: 'unknownComponent', path: COMPONENT, target: `${REPORT}/components/none`, options: healthy },

  { name: 'listening', path: STREAM, options: degraded },
  { name: 'listeningForTrusted', path: STREAM, options: degraded, ...admitted },
  { name: 'off', path: STREAM, options: { stream: false } },
  { name: 'full', path: STREAM, options: { stream: { maxConnections: 1 } }, prepare: listenForGood },
  { name: 'draining', path: STREAM, options: healthy, prepare: draining },

  { name: 'nothingHere', path: undefined, target: `${REPORT}/none`, options: healthy },
  { name: 'tooLong', path: undefined, target: `${REPORT}?${'x'.repeat(3000)}`, options: healthy },
  ...['POST', 'PUT', 'DELETE', 'OPTIONS'].map((method) => ({
    name: `to${method}`,
    path: undefined,
    target: REPORT,
    method,
  })),
]

/** What is known by then was found out more than a second ago. */
async function served(service: HealthService, clock: FakeClock): Promise<void> {
  await service.checkAll()
  await clock.advance(1500)
}

async function askOnce(service: HealthService): Promise<void> {
  await service.answer('GET', REPORT, () => undefined)
}

async function checksFailForAMinute(service: HealthService, clock: FakeClock): Promise<void> {
  await service.checkAll()
  await clock.advance(60_000)
  await service.check('database', { force: true })
}

/** Takes the one place that there is. */
async function listenForGood(service: HealthService): Promise<void> {
  const { stream } = await service.answer('GET', STREAM, () => undefined)
  const nothing = () => {}
  stream?.connect({ write: nothing, backlog: () => 0, end: nothing, drop: nothing })
}
