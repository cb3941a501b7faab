import { describe, expect, it } from 'vitest'
import type { Format } from '../../src/formats/answer.js'
import { readReport } from '../../src/formats/readReport.js'
import { fixture, read, reportIn, statusesOf } from './answers.js'

const AT = Date.UTC(2026, 2, 4, 5, 6, 7)

describe('a map of components', () => {
  it('is read with its times in milliseconds', () => {
    const report = reportIn(fixture('map-healthy.json'))
    expect(report.status).toBe('healthy')
    expect(report.timestamp).toBe(AT)
    expect(report.components).toEqual({
      postgres: { status: 'healthy', critical: true, impact: [], responseTimeMs: 9 },
      cache: { status: 'healthy', critical: true, impact: [], responseTimeMs: 0.7 },
    })
  })

  it('keeps what is wrong with a component', () => {
    const report = reportIn(fixture('map-degraded.json'))
    expect(report.status).toBe('degraded')
    expect(report.components.model).toEqual({
      status: 'degraded',
      critical: true,
      impact: [],
      error: { code: 'ERROR', message: 'slow' },
      responseTimeMs: 5100,
    })
  })

  it('is a report with a 503 too, and a latency of null is none', () => {
    const report = reportIn(fixture('map-unhealthy.json'), { status: 503 })
    expect(statusesOf(report)).toEqual({ postgres: 'unhealthy', cache: 'healthy' })
    expect(report.components.postgres?.responseTimeMs).toBeUndefined()
  })

  it('may be one component alone, whose details are no components', () => {
    expect(reportIn(fixture('map-one-component.json'))).toMatchObject({ status: 'healthy', components: {} })
  })
})

describe('overall_status with a list of components', () => {
  it('is read whatever the case of its words, its timestamp being in seconds', () => {
    const report = reportIn(fixture('list-unhealthy.json'), { status: 503 })
    expect(report.status).toBe('unhealthy')
    expect(statusesOf(report)).toEqual({ model: 'unhealthy', index: 'healthy' })
    expect(report.timestamp).toBe(AT + 500)
    expect(report.components.index?.responseTimeMs).toBe(12.5)
    expect(report.components.model?.error).toBeUndefined()
  })
})

describe('services', () => {
  it('have latencies in seconds, and times without a zone are UTC', () => {
    const report = reportIn(fixture('services-healthy.json'))
    expect(report.timestamp).toBe(AT)
    expect(report.components).toEqual({
      search_api: { status: 'healthy', critical: true, impact: [], responseTimeMs: 34, checkedAt: AT - 6750 },
    })
  })

  it('add up to the worst of them; the summary is no component', () => {
    const report = reportIn(fixture('services-unhealthy.json'))
    expect(report.status).toBe('unhealthy')
    expect(statusesOf(report)).toEqual({ search_api: 'healthy', web_ui: 'unhealthy' })
    expect(report.components.search_api?.checkedAt).toBe(AT - 6500)
  })

  it('that nobody has checked yet are unknown', () => {
    expect(reportIn(fixture('services-not-started.json')).status).toBe('unknown')
  })
})

describe('a report in our own shape', () => {
  const native = {
    status: 'degraded',
    ready: false,
    readOnly: true,
    service: { name: 'orders', buildId: 'b7f3', host: 'db-1' },
    timestamp: '2026-03-04T05:06:07.000Z',
    components: {
      database: { status: 'degraded', critical: true, impact: ['orders'], error: { code: 'TIMEOUT' } },
      search: {
        status: 'unhealthy',
        critical: false,
        responseTimeMs: 3.1,
        checkedAt: '2026-03-04T06:06:07+01:00',
      },
    },
    maintenance: [{ id: 'm1', title: 'Upgrade', startsAt: '2026-03-04T05:00:00Z', components: ['search'] }],
    poll: { intervalMs: 15_000, minMs: 5000 },
  }

  it('is read in full, and nothing but what a report has', () => {
    expect(reportIn(native)).toEqual({
      status: 'degraded',
      ready: false,
      readOnly: true,
      service: { name: 'orders', buildId: 'b7f3' },
      timestamp: AT,
      components: {
        database: { status: 'degraded', critical: true, impact: ['orders'], error: { code: 'TIMEOUT' } },
        search: { status: 'unhealthy', critical: false, impact: [], responseTimeMs: 3.1, checkedAt: AT },
      },
      maintenance: [{ id: 'm1', title: 'Upgrade', startsAt: AT - 367_000, components: ['search'] }],
      poll: { intervalMs: 15_000, minMs: 5000 },
    })
  })

  it('has a status and components that cannot be changed', () => {
    const report = reportIn(native)
    for (const part of [report, report.components, report.components.database]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
  })

  it('loses a maintenance window whose times cannot be read, since it would never end', () => {
    const windows = [
      { id: 'a', title: 'A', startsAt: 'soon' },
      { id: 'b', title: 'B', startsAt: '2026-03-04T05:00:00Z', endsAt: 'later' },
      { id: 'c', title: 'C', startsAt: '2026-03-04T05:00:00Z', endsAt: null },
      'd',
    ]
    const { maintenance } = reportIn({ ...native, maintenance: windows })
    expect(maintenance.map(({ id }) => id)).toEqual(['c'])
  })

  it.each([{ intervalMs: -1, minMs: '5000' }, { intervalMs: null }, 'fast'])(
    'has no poll hint in %j',
    (poll) => {
      expect(reportIn({ ...native, poll }).poll).toBeUndefined()
    },
  )

  it('cannot keep anybody from asking for longer than ten minutes', () => {
    expect(reportIn({ ...native, poll: { minMs: 1e12 } }).poll).toEqual({ minMs: 600_000 })
  })
})

describe('a bare answer', () => {
  it.each([
    ['ok\n', 'healthy'],
    ['OK', 'healthy'],
    ['Healthy', 'healthy'],
    ['Degraded', 'degraded'],
    ['Unhealthy', 'unhealthy'],
    ['true', 'healthy'],
    ['false', 'unhealthy'],
    ['"ok"', 'healthy'],
    ['"down"', 'unhealthy'],
    ['starting', 'unknown'],
  ])('%j is %s, whatever its content type', (body, status) => {
    for (const contentType of ['text/plain', 'text/html; charset=utf-8', 'application/json', null]) {
      expect(reportIn(body, { contentType })).toMatchObject({ status, components: {} })
    }
  })

  it('without a body is healthy with 200 and 204', () => {
    expect(reportIn('', { status: 204, contentType: null }).status).toBe('healthy')
    expect(reportIn(' \n', { contentType: 'text/html' }).status).toBe('healthy')
    expect(reportIn({}).status).toBe('healthy')
  })

  it('without a body is no report with any other status code', () => {
    for (const status of [404, 500, 503]) {
      expect(read('', { status })).toEqual({ kind: 'no-report', looksLike: 'other' })
      expect(read({}, { status })).toEqual({ kind: 'no-report', looksLike: 'other' })
    }
  })

  it('is believed with a 5xx only where it agrees, and never with a 4xx', () => {
    expect(reportIn('SHUTTING_DOWN', { status: 500 }).status).toBe('unhealthy')
    for (const [body, status] of [
      ['ok', 503],
      ['starting', 500],
      ['ok', 404],
      ['unavailable', 401],
    ] as const) {
      expect(read(body, { status, contentType: 'text/plain' }).kind).toBe('no-report')
    }
  })
})

describe('a format of the app', () => {
  const lights: Format = ({ text }) =>
    text === 'amber' || text === 'green' ? readReport({ status: 'degraded' }) : null

  it('is asked before all others, and may leave the answer to them', () => {
    expect(reportIn('amber', { formats: [lights] }).status).toBe('degraded')
    expect(reportIn('green', { formats: [lights] }).status).toBe('degraded')
    expect(reportIn('ok', { formats: [lights] }).status).toBe('healthy')
    expect(read('amber').kind).toBe('no-report')
  })
})
