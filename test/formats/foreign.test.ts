import { describe, expect, it } from 'vitest'
import { dialect } from '../../src/formats/foreign/dialect.js'
import { fixture, read, reportIn, statusesOf } from './answers.js'
import { EVERY_FORMAT, FORMATS } from './everyFormat.js'

type Statuses = Readonly<Record<string, string>>
type Sample = readonly [
  format: keyof typeof FORMATS,
  body: unknown,
  overall: string,
  components: Statuses,
  status?: number,
]

const SAMPLES: readonly Sample[] = [
  [
    'aspNetCore',
    { status: 'Unhealthy', entries: { db: { status: 'Unhealthy', tags: [] } } },
    'unhealthy',
    { db: 'unhealthy' },
  ],
  [
    'aspNetCore',
    { status: 'Degraded', results: { memory: { status: 'Degraded' } } },
    'degraded',
    { memory: 'degraded' },
  ],
  [
    'consul',
    [
      { CheckID: 'serfHealth', Name: 'Serf', Status: 'passing' },
      { CheckID: 'redis', Status: 'critical' },
    ],
    'unhealthy',
    { serfHealth: 'healthy', redis: 'unhealthy' },
  ],
  ['consul', [{ AggregatedStatus: 'passing', Checks: [] }], 'healthy', {}],
  [
    'consul',
    [{ Node: { ID: 'n' }, Checks: [{ CheckID: 'redis', Name: 'Redis', Status: 'warning' }] }],
    'degraded',
    { redis: 'degraded' },
  ],
  [
    'dockerHealth',
    [{ Name: '/web', State: { Status: 'running', Health: { Status: 'unhealthy', Log: [] } } }],
    'unhealthy',
    { web: 'unhealthy' },
  ],
  [
    'elasticsearch',
    { status: 'yellow', indicators: { shards: { status: 'yellow' }, disk: { status: 'green' } } },
    'degraded',
    { shards: 'degraded', disk: 'healthy' },
  ],
  ['elasticsearch', { cluster_name: 'c', status: 'red', timed_out: false }, 'unhealthy', {}],
  ['flatJson', { database: 'ok', version: '12.2.0' }, 'healthy', { database: 'healthy' }],
  [
    'flatJson',
    { status: 'ok', db: 'up', debug: 'false', commit: 'unknown', a: 1 },
    'healthy',
    { db: 'healthy' },
  ],
  [
    'flatJson',
    { db_check: [{ status: 'ok' }, { status: 'failed' }] },
    'unhealthy',
    { db_check: 'unhealthy' },
  ],
  ['flatJson', { database: 'online' }, 'unhealthy', { database: 'healthy' }, 503],
  [
    'ftHealth',
    {
      schemaVersion: 1,
      checks: [
        { name: 'ads', ok: false, severity: 3 },
        { id: 'db', ok: true, severity: 1 },
      ],
    },
    'degraded',
    { ads: 'unhealthy', db: 'healthy' },
  ],
  ['ftHealth', { schemaVersion: 1, name: 'app', checks: [] }, 'healthy', {}],
  ['grpcHealth', { status: 'NOT_SERVING' }, 'unhealthy', {}],
  ['grpcHealth', { code: 12, message: 'unknown service', details: [] }, 'unknown', {}, 501],
  [
    'healthGo',
    { status: 'Partially Available', failures: { redis: 'timeout' } },
    'degraded',
    { redis: 'unhealthy' },
  ],
  [
    'healthGo',
    { status: 'Timeout during health check', failures: { redis: 'x' } },
    'unhealthy',
    { redis: 'unhealthy' },
  ],
  [
    'healthJson',
    {
      status: 'pass',
      checks: { 'cpu:load': [{ status: 'pass' }, { status: 'warn' }], uptime: [{ status: 'pass' }] },
    },
    'healthy',
    { 'cpu:load': 'degraded', uptime: 'healthy' },
  ],
  [
    'kubernetesVerbose',
    '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed',
    'unhealthy',
    { ping: 'healthy', etcd: 'unhealthy' },
    500,
  ],
  [
    'kubernetesVerbose',
    '[+]ping ok\n[+]search degraded\n[-]ads failed: reason withheld\nhealthz check passed',
    'degraded',
    { ping: 'healthy', search: 'degraded', ads: 'unhealthy' },
  ],
  [
    'laravelHealth',
    {
      finishedAt: 1609459200,
      checkResults: [
        { name: 'Db', status: 'crashed' },
        { name: 'Cache', status: 'skipped' },
      ],
    },
    'unhealthy',
    { Db: 'unhealthy', Cache: 'unknown' },
  ],
  [
    'liteLlm',
    { healthy_endpoints: [{ model: 'a' }, { model: 'b' }], unhealthy_endpoints: [{ model: 'a' }] },
    'degraded',
    { a: 'degraded', b: 'healthy' },
  ],
  [
    'liteLlm',
    { healthy_endpoints: [], unhealthy_endpoints: [{ model: 'a' }] },
    'unhealthy',
    { a: 'unhealthy' },
  ],
  ['nextcloud', { installed: true, maintenance: true, needsDbUpgrade: false }, 'degraded', {}],
  ['nextcloud', { installed: true, maintenance: false, needsDbUpgrade: false }, 'healthy', {}],
  ['plainPhrases', 'SERVER_IS_NOT_READY', 'unhealthy', {}, 500],
  ['plainPhrases', '"I\'m alive!"', 'healthy', {}],
  [
    'pyHealthcheck',
    { status: 'failure', results: [{ checker: 'redis', passed: false }] },
    'unhealthy',
    { redis: 'unhealthy' },
    500,
  ],
  ['railsUp', fixture('rails-green.txt'), 'healthy', {}],
  ['railsUp', fixture('rails-red.txt'), 'unhealthy', {}, 500],
  [
    'springActuator',
    {
      status: 'DOWN',
      components: { broker: { status: 'DOWN', components: { us1: { status: 'OUT_OF_SERVICE' } } } },
    },
    'unhealthy',
    { broker: 'unhealthy', 'broker.us1': 'unhealthy' },
  ],
  [
    'springActuator',
    { status: 'UP', details: { db: { status: 'UP', details: { database: 'H2' } } } },
    'healthy',
    { db: 'healthy' },
  ],
  [
    'springActuator',
    { status: 'UP', diskSpace: { status: 'UP', free: 1 } },
    'healthy',
    { diskSpace: 'healthy' },
  ],
  [
    'springActuator',
    { code: '0', result: { status: 'DOWN', components: [{ name: 'db', status: 'DOWN' }] } },
    'unhealthy',
    { db: 'unhealthy' },
  ],
  [
    'statuspage',
    {
      status: { indicator: 'minor' },
      components: [
        { name: 'API', status: 'major_outage' },
        { name: 'CDN', status: 'operational' },
      ],
    },
    'degraded',
    { API: 'unhealthy', CDN: 'healthy' },
  ],
  ['statuspage', { page: { name: 'P' }, status: { indicator: 'none' } }, 'healthy', {}],
  ['statuspage', { status: { indicator: 'critical' } }, 'unhealthy', {}],
  ['statuspage', { status: { indicator: 'splendid' } }, 'unknown', {}],
  ['statuspage', { status: 'under_maintenance' }, 'degraded', {}],
  [
    'terminus',
    { status: 'ok', info: {}, error: {}, details: { sqs: { status: 'down' } } },
    'degraded',
    { sqs: 'unhealthy' },
  ],
  ['vault', { initialized: true, sealed: true, standby: true }, 'unhealthy', {}, 503],
  ['vault', { initialized: true, sealed: false, standby: true }, 'healthy', {}, 429],
  ['vault', { healthy: false, backends: [{ name: 'hsm', healthy: true }] }, 'unhealthy', { hsm: 'healthy' }],
]

describe('a further kind of back end', () => {
  for (const [format, body, overall, components, status = 200] of SAMPLES) {
    it(`${format}: ${JSON.stringify(body)} is ${overall}, whichever others are asked before`, () => {
      for (const formats of [[FORMATS[format]], EVERY_FORMAT, EVERY_FORMAT.toReversed()]) {
        const report = reportIn(body, { status, formats })
        expect([report.status, statusesOf(report)]).toEqual([overall, components])
      }
    })
  }

  it('is sampled here, each', () => {
    expect(new Set(SAMPLES.map(([format]) => format))).toEqual(new Set(Object.keys(FORMATS)))
  })

  it('changes nothing in what our own readers read', () => {
    const native = {
      status: 'degraded',
      readOnly: true,
      components: {
        database: { status: 'degraded', error: { code: 'TIMEOUT' } },
        search: { status: 'healthy' },
      },
      poll: { intervalMs: 15_000 },
    }
    for (const body of [native, { status: 'ok' }, 'ok', '', { status: 'splendid' }]) {
      expect(read(body, { formats: EVERY_FORMAT })).toEqual(read(body))
    }
  })

  it.each([
    { hello: 'world' },
    { friend: { name: 'Ada', status: 'online' }, photos: [] },
    { results: [{ name: 'draft', status: 'published' }] },
    [],
    'Please sign in',
    fixture('login.txt'),
    { error: 'unauthorized' },
  ])('is not made out of any data: %j', (body) => {
    const reading = read(body, { formats: EVERY_FORMAT })
    expect(reading.kind === 'no-report' || reading.report.status === 'unknown').toBe(true)
  })
})

describe('the page of Rails', () => {
  it('is known to the letter only', () => {
    const page = fixture('rails-green.txt')
    for (const other of [
      page.replace('<body', '<body class="portal"'),
      `<p>Hello${page}`,
      `${page}<p>Hello`,
    ]) {
      expect(read(other, { formats: [FORMATS.railsUp] })).toEqual({ kind: 'no-report', looksLike: 'html' })
    }
  })
})

describe("Spring's actuator", () => {
  it('has no components in the words of its details', () => {
    const components = { recorder: { status: 'UP', details: { state: 'down', mode: 'offline' } } }
    const report = reportIn({ status: 'UP', components }, { formats: [FORMATS.springActuator] })
    expect([report.status, statusesOf(report)]).toEqual(['healthy', { recorder: 'healthy' }])
  })
})

describe('a dialect', () => {
  const pirate = dialect({
    names: { hands: 'components' },
    words: { shipshape: 'healthy', scuttled: 'unhealthy' },
  })

  it('is our own shape in other words, whatever their case', () => {
    const body = { Status: 'Shipshape', Hands: [{ name: 'Jim', status: 'SCUTTLED' }] }
    const report = reportIn(body, { formats: [pirate] })
    expect([report.status, statusesOf(report)]).toEqual(['degraded', { Jim: 'unhealthy' }])
  })

  it('leaves answers without its words to others, and names that are no status alone', () => {
    expect(
      pirate({ status: 200, contentType: '', headers: new Headers(), text: '', json: { status: 'ok' } }),
    ).toBeNull()
    const body = { status: 'shipshape', hands: [{ name: 'scuttled', status: 'ok' }] }
    expect(statusesOf(reportIn(body, { formats: [pirate] }))).toEqual({ scuttled: 'healthy' })
  })

  it("has no names like an object's own machinery", () => {
    const body = '{"status":"constructor","__proto__":{"status":"x"},"hands":{"__proto__":{"status":"ok"}}}'
    const report = reportIn(body, { formats: [pirate] })
    expect([report.status, Object.keys(report.components)]).toEqual(['unknown', ['__proto__']])
  })
})
