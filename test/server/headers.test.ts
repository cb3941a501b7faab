import { describe, expect, test } from 'vitest'
import type { HealthServiceOptions } from '../../src/server.js'
import { ask, serviceOnFakeClock } from './serviceOnFakeClock.js'

const token = /^[\w!#$%&'*+.^`|~-]+$/

/** A check that takes `ms` milliseconds of the fake clock. */
function timed(names: readonly string[], options: HealthServiceOptions = {}) {
  const { service, clock } = serviceOnFakeClock({
    ...options,
    checks: names.map((name, index) => ({
      name,
      run: () => new Promise<void>((resolve) => clock.setTimeout(resolve, (index % 100) + 1.5)),
    })),
  })
  const next = async (path = '/api/health', headers: Record<string, string> = {}) => {
    const asked = ask(service, path, { headers })
    await clock.advance(500)
    return asked
  }
  return { service, clock, next }
}

describe('Server-Timing', () => {
  test('says how long each check took', async () => {
    const { headers } = await timed(['database', 'cache']).next()
    expect(headers['server-timing']).toBe('database;dur=1.5, cache;dur=2.5')
  })

  test('names are tokens, and what they stand for is quoted', async () => {
    const names = ['main db', 'größe €', 'a"b\\c', 'x;dur=9, y', 'line\r\nx-evil: 1']
    const { headers } = await timed(names).next()
    const header = headers['server-timing'] ?? ''
    expect(header).toMatch(/^[\x20-\x7e]*$/)
    expect(header).toContain('main_db;desc="main db";dur=1.5')
    expect(header).toContain('a_b_c;desc="a\\"b\\\\c";dur=3.5')
    const metrics = header.replace(/"(?:\\.|[^"\\])*"/g, '""').split(', ')
    expect(metrics).toHaveLength(names.length)
    for (const metric of metrics) expect(metric.split(';')[0]).toMatch(token)
    // Node and the platform take it as it is.
    expect(new Headers({ 'server-timing': header }).get('server-timing')).toBe(header)
  })

  test('of a thousand components stays short, as clients bound their headers', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `component-${index}`)
    const { headers } = await timed(names, { concurrency: 1000 }).next()
    expect(headers['server-timing']?.length).toBeLessThanOrEqual(1024)
    expect(headers['server-timing']).toMatch(/^component-0;dur=\d/)
  })

  test('is not there before anything was measured', async () => {
    expect((await ask(serviceOnFakeClock().service)).headers).not.toHaveProperty('server-timing')
  })

  test('other origins may read it where they are named', async () => {
    const { headers } = await timed(['database'], { timingAllowOrigin: 'https://app.example' }).next()
    expect(headers['timing-allow-origin']).toBe('https://app.example')
    expect((await timed(['database']).next()).headers).not.toHaveProperty('timing-allow-origin')
  })
})

describe('Age', () => {
  test('is there once the outcomes are a second old, on a 304 as well', async () => {
    const { clock, next } = timed(['database'], { cacheTtl: 1000, staleFor: 30_000 })
    const { headers } = await next()
    expect(headers).not.toHaveProperty('age')
    await clock.advance(20_000)
    const stale = await next('/api/health', { 'if-none-match': headers.etag ?? '' })
    expect(stale).toMatchObject({ status: 304, headers: { age: '20' } })
    await clock.advance(1000)
    const renewed = await next()
    expect(Number(renewed.headers.age)).toBeLessThan(5)
  })

  test('is that of the newest outcome: a check that is good for an hour does not make the whole old', async () => {
    const { service, clock } = serviceOnFakeClock({
      checks: [
        { name: 'licence', cacheTtl: 3_600_000, run: () => true },
        { name: 'database', run: () => true },
      ],
    })
    await ask(service)
    await clock.advance(60_000)
    expect((await ask(service)).headers).not.toHaveProperty('age')
  })

  test('answers within the same second are one and the same, however many ask', async () => {
    const { service, clock } = serviceOnFakeClock({
      cacheTtl: 60_000,
      checks: [{ name: 'database', run: () => true }],
    })
    const now = () => service.answer('GET', '/api/health', () => undefined)
    await now()
    await clock.advance(5000)
    expect(now()).toBe(now())
    expect(now()).toMatchObject({ headers: { age: '5' } })
    await clock.advance(1000)
    expect(now()).toMatchObject({ headers: { age: '6' } })
  })
})

describe('X-Health-Poll', () => {
  test('is how often to ask, in seconds', async () => {
    const { headers } = await timed(['database'], { poll: { intervalMs: 14_500 } }).next()
    expect(headers['x-health-poll']).toBe('15')
  })

  test('is not there without a wish', async () => {
    expect((await timed(['database'], { poll: { minMs: 1000 } }).next()).headers).not.toHaveProperty(
      'x-health-poll',
    )
  })
})

test('what a trusted caller was told is kept out of shared caches', async () => {
  const { service } = serviceOnFakeClock({
    showDetails: (caller) => caller.header('authorization') === 'Bearer t0ken',
    checks: [{ name: 'database', run: () => true }],
  })
  for (const path of ['/api/health', '/api/health/components/database']) {
    const trusted = await ask(service, path, { headers: { authorization: 'Bearer t0ken' } })
    expect(trusted.headers['cache-control']).toBe('private, no-cache')
    expect((await ask(service, path)).headers['cache-control']).toBe('no-cache')
  }
})

describe('a request that can’t be answered', () => {
  test.each([
    ['a path that is too long', `/api/health/components/${'x'.repeat(3000)}`, 414, 'URI_TOO_LONG'],
    ['a query that is too long', `/api/health?${'x'.repeat(3000)}`, 414, 'URI_TOO_LONG'],
    ['a name that is not percent-encoded', '/api/health?exclude=%E0%A4%A', 400, 'BAD_QUERY'],
    [
      'too many names',
      `/api/health?${Array.from({ length: 21 }, (_, n) => `exclude=${n}`).join('&')}`,
      400,
      'BAD_QUERY',
    ],
  ])('%s is told so, and runs nothing', async (_, path, status, code) => {
    let runs = 0
    const { service } = serviceOnFakeClock({ checks: [{ name: 'database', run: () => void runs++ }] })
    expect(await ask(service, path)).toMatchObject({
      status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
      body: { error: { code } },
    })
    expect(await ask(service, path, { method: 'HEAD' })).toMatchObject({ status, text: '' })
    expect(runs).toBe(0)
  })

  test('repeats nothing of what was sent', async () => {
    const { service } = serviceOnFakeClock()
    for (const path of [
      '/api/health/<script>',
      '/api/health?exclude=%<script>',
      '/api/health/components/<script>',
    ]) {
      expect((await ask(service, path)).text).not.toContain('script')
    }
  })

  test.each(['%', '%%%', 'exclude', 'exclude=', '&&&===', '?exclude', '#exclude=%', 'x=%E0%A4%A'])(
    'any other query is none: %j',
    async (query) => {
      const { service } = serviceOnFakeClock({ checks: [{ name: 'database', run: () => true }] })
      expect(await ask(service, `/api/health?${query}`)).toMatchObject({
        status: 200,
        body: { components: { database: { status: 'healthy' } } },
      })
    },
  )

  test('headers that come twice, joined as servers do, are read as lists', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'database', run: () => true }] })
    const { headers } = await ask(service)
    const twice = { accept: 'text/html, application/json', 'if-none-match': `W/"x", ${headers.etag}` }
    expect(await ask(service, '/api/health', { headers: twice })).toMatchObject({ status: 304 })
  })
})
