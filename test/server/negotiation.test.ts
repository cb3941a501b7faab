import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/server.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const failure = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5'), { code: 'ECONNREFUSED' })
const checks: readonly Check[] = [
  { name: 'database', impact: ['orders'], run: () => true },
  { name: 'search', critical: false, run: () => Promise.reject(failure) },
  { name: 'cache', run: () => ({ status: 'degraded', error: { code: 'SLOW', message: '800 ms' } }) },
  { name: 'queue', critical: false, run: () => ({ status: 'unknown' }) },
]

function service(options: Parameters<typeof serviceOnFakeClock>[0] = {}) {
  return serviceOnFakeClock({ name: 'orders', buildId: 'b7f3', retries: 0, checks, ...options }).service
}

async function get(from: ReturnType<typeof service>, path: string, accept?: string) {
  const headers: Record<string, string | undefined> = { accept }
  const {
    status,
    headers: answered,
    bytes,
  } = await from.answer('GET', `/api/health${path}`, (name) => headers[name])
  return { status, headers: answered, text: new TextDecoder().decode(bytes ?? undefined) }
}

const JSON_TYPE = 'application/json'
const IETF_TYPE = 'application/health+json'
const TEXT_TYPE = 'text/plain; charset=utf-8'

describe('Accept', () => {
  test.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
    ['application/json, text/plain, */*', JSON_TYPE],
    ['application/health+json', IETF_TYPE],
    ['APPLICATION/HEALTH+JSON', IETF_TYPE],
    ['application/health+json, application/json;q=0.9', IETF_TYPE],
    ['application/json;q=0.5, application/health+json;q=0.7', IETF_TYPE],
    ['application/health+json ; q=0.1 , application/json; q=0', IETF_TYPE],
    ['application/health+json, */*;q=0.1', IETF_TYPE],
    ['text/plain', TEXT_TYPE],
    ['text/*', TEXT_TYPE],
    ['text/plain;charset=utf-8, */*;q=0.1', TEXT_TYPE],
    ['*/*, application/json;q=0, application/health+json;q=0', TEXT_TYPE],
  ])('%j is answered with %s', async (accept, type) => {
    for (const path of ['', '/readiness', '/liveness', '/startup', '/components/database']) {
      const { headers } = await get(service(), path, accept)
      expect(headers).toMatchObject({ 'content-type': type, vary: 'Accept' })
    }
  })

  test.each([
    'image/png',
    'application/xml',
    'application/json;q=0',
    'text/plain;q=2',
    'text/plain;q=nonsense',
    ';;;,,,=',
    `${'a/b,'.repeat(5000)}text/plain`,
  ])(
    '%.40j names nothing that we have, and is no 406: a probe would take the instance away',
    async (accept) => {
      const { status, headers } = await get(service(), '/liveness', accept)
      expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: JSON_TYPE })
    },
  )
})

describe('application/health+json', () => {
  test('is the report in the words of the draft', async () => {
    const { text, status } = await get(service(), '', IETF_TYPE)
    expect(status).toBe(200)
    const time = '2026-01-01T00:00:00.000Z'
    expect(JSON.parse(text)).toEqual({
      status: 'warn',
      description: 'orders',
      releaseId: 'b7f3',
      checks: {
        database: [
          { status: 'pass', observedValue: 0, observedUnit: 'ms', time, critical: true, impact: ['orders'] },
        ],
        search: [
          {
            status: 'fail',
            observedValue: 0,
            observedUnit: 'ms',
            time,
            output: 'ECONNREFUSED',
            error: { code: 'ECONNREFUSED' },
            critical: false,
          },
        ],
        cache: [
          {
            status: 'warn',
            observedValue: 0,
            observedUnit: 'ms',
            time,
            output: 'SLOW',
            error: { code: 'SLOW' },
            critical: true,
          },
        ],
        queue: [{ status: 'warn', observedValue: 0, observedUnit: 'ms', time, critical: false }],
      },
      ready: true,
      readOnly: false,
      timestamp: time,
    })
  })

  test('has the message in its output for those who may see it', async () => {
    const { text } = await get(service({ showDetails: 'always' }), '', IETF_TYPE)
    expect(text).toContain('"output":"ECONNREFUSED: connect ECONNREFUSED 10.0.0.5"')
  })

  test('a report that fails is a 503, as the draft wants', async () => {
    const failing = service({ checks: [{ name: 'database', run: () => false }] })
    expect(await get(failing, '', IETF_TYPE)).toMatchObject({
      status: 503,
      text: expect.stringContaining('"status":"fail"'),
    })
    expect(await get(failing, '/readiness', IETF_TYPE)).toMatchObject({
      status: 503,
      text: expect.stringContaining('"status":"fail"'),
    })
  })

  test('one component alone', async () => {
    const { text } = await get(service(), '/components/database', IETF_TYPE)
    expect(JSON.parse(text)).toMatchObject({ status: 'pass', checks: { database: [{ status: 'pass' }] } })
  })
})

describe('text/plain', () => {
  test('has a line for each component, as Kubernetes writes it, and withholds the reason (H17)', async () => {
    expect((await get(service(), '', 'text/plain')).text).toBe(
      '[+]database ok\n[-]search failed: reason withheld\n[+]cache degraded\n[+]queue unknown\nhealthz check passed\n',
    )
  })

  test('gives the reason to those who may see it', async () => {
    const { text } = await get(service({ showDetails: 'always' }), '', 'text/plain')
    expect(text).toContain('[-]search failed: ECONNREFUSED: connect ECONNREFUSED 10.0.0.5\n')
  })

  test('one component alone', async () => {
    expect(await get(service(), '/components/search', 'text/plain')).toMatchObject({
      status: 503,
      text: '[-]search failed: reason withheld\nhealthz check failed\n',
    })
  })

  test.each([
    ['/liveness', 'ok'],
    ['/readiness', 'ok'],
    ['/startup', 'ok'],
    ['/liveness?verbose', '[+]ping ok\nlivez check passed\n'],
    ['/liveness?verbose=false', 'ok'],
    ['/readiness?verbose', '[+]database ok\n[+]cache degraded\nreadyz check passed\n'],
    ['/readiness?verbose=true&exclude=cache', '[+]database ok\nreadyz check passed\n'],
  ])('%s says %j', async (path, text) => {
    expect(await get(service(), path, 'text/plain')).toMatchObject({ status: 200, text })
  })

  test('readiness that fails names the checks unasked', async () => {
    const failing = service({ checks: [{ name: 'database', run: () => false }, ...checks.slice(1)] })
    const { status, text } = await get(failing, '/readiness', 'text/plain')
    expect(status).toBe(503)
    expect(text).toBe('[-]database failed: reason withheld\n[+]cache degraded\nreadyz check failed\n')
  })

  test('an instance that drains or starts says so', async () => {
    const draining = service()
    draining.drain()
    expect(await get(draining, '/readiness?verbose', 'text/plain')).toMatchObject({
      status: 503,
      text: 'readyz check failed: draining\n',
    })
    const starting = service({ startup: new Promise<void>(() => {}) })
    expect(await get(starting, '/startup', 'text/plain')).toMatchObject({
      status: 503,
      text: 'startupz check failed\n',
    })
  })

  test('a name or a message with line breaks writes no lines of its own', async () => {
    const name = 'a\n[+]b ok\r\nhealthz check passed\u2028x'
    const run = () => Promise.reject(new Error('one\n[+]c ok\nhealthz check passed'))
    const spoofed = service({ showDetails: 'always', checks: [{ name, run }] })
    const lines = (await get(spoofed, '', 'text/plain')).text.split(/[\n\r\u2028\u2029]/)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^\[-\]a_\[\+\]b_ok_healthz_check_passed_x failed: CHECK_FAILED: one/)
    expect(lines[1]).toBe('healthz check failed')
  })
})

test('HEAD has the headers of each format', async () => {
  const from = service()
  for (const accept of [JSON_TYPE, IETF_TYPE, 'text/plain']) {
    const head = await from.answer('HEAD', '/api/health', (name) => (name === 'accept' ? accept : undefined))
    const { headers } = await get(from, '', accept)
    expect(head).toMatchObject({ status: 200, headers, bytes: null })
  }
})
