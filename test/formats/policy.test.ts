import { describe, expect, it, vi } from 'vitest'
import { read, reportIn, statusesOf } from './answers.js'

describe('the overall status', () => {
  it('is the declared one', () => {
    expect(reportIn({ status: 'ok', components: { db: 'warn' } }).status).toBe('healthy')
    expect(reportIn({ status: 'down', components: { db: 'up' } }).status).toBe('unhealthy')
  })

  it('is degraded where a healthy one contradicts an unhealthy component', () => {
    expect(reportIn({ status: 'ok', components: { db: 'up', search: 'down' } }).status).toBe('degraded')
    expect(reportIn({ healthy: true, checks: { db: true, redis: false } }).status).toBe('degraded')
  })

  it('is the worst of the components where none is declared', () => {
    expect(reportIn({ checks: { db: 'up', search: 'warn' } }).status).toBe('degraded')
    expect(reportIn({ components: { db: 'up', search: 'gone fishing' } }).status).toBe('unknown')
    expect(reportIn({ components: { ads: { status: 'down', critical: false } } }).status).toBe('degraded')
  })

  it('is unknown for a word that nobody knows, and for one that says so, unless a component is worse', () => {
    expect(reportIn({ status: 'unknown', components: { db: 'up' } }).status).toBe('unknown')
    expect(reportIn({ status: 'starting', components: { db: 'down' } }).status).toBe('unhealthy')
    expect(reportIn({ status: 'splendid' }).status).toBe('unknown')
    expect(reportIn({ status: 'splendid', components: { db: 'up' } }).status).toBe('unknown')
    expect(reportIn({ status: 'splendid', components: { db: 'down' } }).status).toBe('unhealthy')
  })

  it.each(['not healthy', 'unhealthyish', 'ok?', 'very ok', 'backup', 'updown', 'healthy healthy'])(
    'never comes from a part of a word: %j',
    (word) => {
      expect(reportIn({ status: word }).status).toBe('unknown')
      expect(read(word)).toEqual({ kind: 'no-report', looksLike: 'other' })
    },
  )

  it('knows a word whatever its case, hyphens and underscores', () => {
    for (const word of ['SHUTTING_DOWN', 'shutting-down', '  Shutting  Down ']) {
      expect(reportIn({ status: word }).status).toBe('unhealthy')
    }
    expect(reportIn({ Status: ' HeAlThY ', Components: { DB: { STATUS: 'Warn' } } })).toMatchObject({
      status: 'healthy',
      components: { DB: { status: 'degraded' } },
    })
  })
})

describe('the status code', () => {
  it('of an error does not change what a report declares', () => {
    expect(reportIn({ status: 'degraded' }, { status: 503 }).status).toBe('degraded')
    expect(reportIn({ status: 'fail', checks: { db: { status: 'fail' } } }, { status: 424 })).toMatchObject({
      status: 'unhealthy',
      components: { db: { status: 'unhealthy' } },
    })
  })

  it('of a server error makes a report without an overall status unhealthy', () => {
    const report = reportIn({ checks: { database: 'online' } }, { status: 503 })
    expect([report.status, statusesOf(report)]).toEqual(['unhealthy', { database: 'healthy' }])
    expect(reportIn({ status: 'starting' }, { status: 503 }).status).toBe('unhealthy')
  })

  it.each([
    [401, { error: 'unauthorized' }],
    [401, { status: 'error', message: 'Unauthorized' }],
    [403, { ok: false, error: 'forbidden' }],
    [404, { status: 404, error: 'Not Found', path: '/api/health' }],
    [404, { status: 'fail', data: null }],
    [500, { statusCode: 500, message: 'Internal server error' }],
    [503, { type: 'about:blank', title: 'Service Unavailable', status: 503 }],
  ])('%i with the error body of any API is no report: %j', (status, body) => {
    expect(read(body, { status })).toEqual({ kind: 'no-report', looksLike: 'other' })
  })
})

describe('a component', () => {
  it('is critical unless the report says otherwise', () => {
    const { components } = reportIn({ components: { a: 'up', b: { status: 'up', critical: false } } })
    expect([components.a?.critical, components.b?.critical]).toEqual([true, false])
  })

  it('of a list has the name that it is known by', () => {
    const list = [{ name: 'db', status: 'up' }, { id: 'disk', status: 'down' }, { status: 'up' }]
    expect(statusesOf(reportIn({ checks: list }))).toEqual({ db: 'healthy', disk: 'unhealthy' })
  })

  it('may stand in any of four places, in a record or a list', () => {
    const report = reportIn({
      components: { a: 'up' },
      checks: [{ name: 'b', status: 'pass' }],
      services: { c: { healthy: false } },
      dependencies: [{ id: 'd', state: 'degraded' }],
    })
    expect(statusesOf(report)).toEqual({ a: 'healthy', b: 'healthy', c: 'unhealthy', d: 'degraded' })
  })

  it('is unknown where its status is empty, and is none where it has no status', () => {
    const components = { db: { status: null }, about: { version: '1.2' } }
    expect(statusesOf(reportIn({ status: 'up', components }))).toEqual({ db: 'unknown' })
  })

  it('is not made out of the words in its details', () => {
    const components = { recorder: { status: 'UP', details: { state: 'down', mode: 'offline' } } }
    const report = reportIn({ status: 'UP', components })
    expect([report.status, statusesOf(report)]).toEqual(['healthy', { recorder: 'healthy' }])
  })

  it('that is told of several times has the worst of its statuses', () => {
    const nodes = ['pass', 'warn', 'pass'].map((status) => ({ name: 'cpu:load', status }))
    expect(statusesOf(reportIn({ status: 'pass', checks: nodes }))).toEqual({ 'cpu:load': 'degraded' })
  })

  it('is not made out of any data that has a status in it', () => {
    expect(read({ friend: { name: 'Ada', status: 'online' }, photos: [] }).kind).toBe('no-report')
    expect(read({ results: [{ name: 'draft', status: 'published' }] }).kind).toBe('no-report')
  })

  it('gives a stable code where its error has one, and the text apart', () => {
    const errorOf = (error: unknown) =>
      reportIn({ components: { db: { status: 'down', error } } }).components.db?.error
    expect(errorOf({ code: 'ECONNREFUSED', message: 'at 10.0.0.5' })).toEqual({
      code: 'ECONNREFUSED',
      message: 'at 10.0.0.5',
    })
    expect(errorOf('TIMEOUT')).toEqual({ code: 'TIMEOUT' })
    expect(errorOf('it broke')).toEqual({ code: 'ERROR', message: 'it broke' })
    expect(errorOf({ code: 17 })).toBeUndefined()
  })
})

describe('a time', () => {
  const at = (timestamp: unknown) => reportIn({ status: 'ok', timestamp }).timestamp

  it('in numbers is in seconds or milliseconds', () => {
    const expected = Date.UTC(2024, 4, 1, 10)
    expect([1714557600, 1714557600000].map(at)).toEqual([expected, expected])
  })

  it('in text is ISO 8601, in UTC where it has no zone', () => {
    const expected = Date.UTC(2024, 4, 1, 10)
    const texts = [
      '2024-05-01T10:00:00Z',
      '2024-05-01T10:00:00',
      '2024-05-01 10:00',
      '2024-05-01T12:00:00+02:00',
    ]
    expect(texts.map(at)).toEqual(texts.map(() => expected))
    expect(at('2024-05-01T10:00:00.123456789Z')).toBe(expected + 123)
  })

  it('without a zone is UTC wherever the reader is', () => {
    vi.stubEnv('TZ', 'America/New_York')
    try {
      expect(new Date(2024, 4).getTimezoneOffset()).toBe(240)
      expect(at('2024-05-01T10:00:00')).toBe(Date.UTC(2024, 4, 1, 10))
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it.each([
    '2017-01-01T00:00:00.41+033:00',
    '2024-13-01T00:00:00Z',
    'yesterday',
    '10',
    -5,
    1714557600e6,
    1e300,
    null,
    {},
    true,
  ])('is none in %j', (timestamp) => {
    expect(at(timestamp)).toBeUndefined()
  })

  it('in the future is kept as it is', () => {
    expect(at('2099-01-01T00:00:00Z')).toBe(Date.UTC(2099, 0))
  })
})
