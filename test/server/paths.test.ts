import { describe, expect, test, vi } from 'vitest'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const good = { name: 'database', run: () => true }
const bad = { name: 'search', critical: false, run: () => false }

describe('each path has its answer', () => {
  test.each([
    ['/api/health', 200, { status: 'degraded' }],
    ['/api/health/liveness', 200, { status: 'healthy' }],
    ['/api/health/readiness', 200, { status: 'healthy', ready: true }],
    ['/api/health/startup', 200, { status: 'healthy' }],
    ['/api/health/components/database', 200, { status: 'healthy', critical: true }],
    ['/api/health/components/search', 503, { status: 'unhealthy', error: { code: 'CHECK_FAILED' } }],
    ['/health', 200, { status: 'degraded' }],
    ['/health/ready', 200, { status: 'healthy', ready: true }],
    ['/health/live', 200, { status: 'healthy' }],
  ])('%s, whatever query follows it (P2)', async (path, status, body) => {
    const { service } = serviceOnFakeClock({ checks: [good, bad], retries: 0 })
    const targets = [
      path,
      `${path}/`,
      `${path}?verbose=1`,
      `${path}/?a=b/c&d`,
      `http://127.0.0.1:80${path}?x`,
    ]
    for (const target of targets) expect(await ask(service, target)).toMatchObject({ status, body })
  })

  test.each([
    ['/', 'NOT_FOUND'],
    ['/api', 'NOT_FOUND'],
    ['/api/healthy', 'NOT_FOUND'],
    ['/api/health/nothing', 'NOT_FOUND'],
    ['/api/health/liveness/database', 'NOT_FOUND'],
    ['/api/health/components', 'NOT_FOUND'],
    ['/api/health/components/', 'NOT_FOUND'],
    ['/api/health/components/%E0%A4%A', 'NOT_FOUND'],
    ['/health/startup', 'NOT_FOUND'],
    ['', 'NOT_FOUND'],
    ['/api/health/components/cache', 'UNKNOWN_COMPONENT'],
    ['/api/health/components/toString', 'UNKNOWN_COMPONENT'],
  ])('%j is a 404 that says why', async (path, code) => {
    const { service } = serviceOnFakeClock({ checks: [good] })
    expect(await ask(service, path)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: { error: { code } },
    })
  })

  test('under a path of one’s own, with the aliases where they were', async () => {
    const { service } = serviceOnFakeClock({ path: '/internal/status/' })
    expect(await ask(service, '/internal/status')).toMatchObject({ status: 200 })
    expect(await ask(service, '/internal/status/liveness')).toMatchObject({ status: 200 })
    expect(await ask(service, '/health/live')).toMatchObject({ status: 200 })
    expect(await ask(service, '/api/health')).toMatchObject({ status: 404 })
  })

  test('at the root of a server that has nothing else', async () => {
    const { service } = serviceOnFakeClock({ path: '/', checks: [good] })
    for (const path of ['/', '/?x', '/liveness', '/components/database', 'http://127.0.0.1']) {
      expect(await ask(service, path)).toMatchObject({ status: 200 })
    }
  })
})

describe('every answer', () => {
  const paths = [
    '',
    '/liveness',
    '/readiness',
    '/startup',
    '/components/database',
    '/components/none',
    '/none',
  ]

  test.each(paths)(
    '%j says its length and its type, and is asked for anew each time (P4) (P15)',
    async (path) => {
      const { service } = serviceOnFakeClock({ checks: [good] })
      const { headers, text } = await ask(service, `/api/health${path}`)
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        'cache-control': 'no-cache',
      })
    },
  )

  test.each(paths)('%j to HEAD is that to GET without the body', async (path) => {
    const { service } = serviceOnFakeClock({ checks: [good] })
    const { status, headers } = await ask(service, `/api/health${path}`)
    expect(await ask(service, `/api/health${path}`, { method: 'HEAD' })).toMatchObject({
      status,
      headers,
      text: '',
    })
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'get'])('%s is not allowed', async (method) => {
    const run = vi.fn<() => void>()
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    for (const path of ['/api/health', '/api/health/liveness', '/health/', '/api/health/components/part']) {
      expect(await ask(service, path, { method })).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      })
    }
    expect(await ask(service, '/elsewhere', { method })).toMatchObject({ status: 404 })
    expect(run).not.toHaveBeenCalled()
  })

  test('of status 503 says when to come back, in whole seconds', async () => {
    const { service } = serviceOnFakeClock({
      checks: [{ ...bad, critical: true }],
      retries: 0,
      retryAfter: 1500,
    })
    for (const path of ['', '/readiness', '/components/search']) {
      expect(await ask(service, `/api/health${path}`)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '2' },
      })
    }
  })

  test('of another status does not', async () => {
    const { service } = serviceOnFakeClock({ checks: [good] })
    for (const path of paths)
      expect((await ask(service, `/api/health${path}`)).headers).not.toHaveProperty('retry-after')
  })
})

describe('while a check hangs for 30 s', () => {
  function hanging() {
    const run = vi.fn<() => Promise<void>>(() => new Promise((resolve) => clock.setTimeout(resolve, 30_000)))
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'hung', run }, good] })
    return { service, clock, run }
  }

  test('liveness and startup answer at once, and touch nothing', () => {
    const { service, clock, run } = hanging()
    for (const path of [
      '/api/health/liveness',
      '/health/live',
      '/api/health/startup',
      '/api/health/nothing',
    ]) {
      expect(service.answer('GET', path, () => undefined)).not.toBeInstanceOf(Promise)
    }
    expect(run).not.toHaveBeenCalled()
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([
    [
      '/api/health',
      { components: { hung: { error: { code: 'TIMEOUT' } }, database: { status: 'healthy' } } },
    ],
    ['/api/health/readiness', { ready: false, reason: 'checks' }],
    ['/api/health/components/hung', { error: { code: 'TIMEOUT' } }],
  ])('%s answers within the timeout of the check', async (path, body) => {
    const { service, clock } = hanging()
    let answer: unknown
    void ask(service, path).then((value) => (answer = value))
    await clock.advance(1999)
    expect(answer).toBeUndefined()
    await clock.advance(1)
    expect(answer).toMatchObject({ status: 503, body })
  })

  test('a component that does not hang answers at once', async () => {
    const { service } = hanging()
    void ask(service)
    expect(await ask(service, '/api/health/components/database')).toMatchObject({ status: 200 })
  })
})

test('an answer from the cache is there at once, and the same bytes until something changes', async () => {
  let isUp = true
  const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => isUp }], retries: 0 })
  const now = () => service.answer('GET', '/api/health', () => undefined)
  await now()
  const first = now()
  expect(first).not.toBeInstanceOf(Promise)
  expect(now()).toBe(first)
  isUp = false
  await clock.advance(1000)
  await now()
  expect(now()).toMatchObject({ status: 503 })
})

test('a promise is only made where there is something to wait for', async () => {
  const { service } = serviceOnFakeClock({ checks: [{ name: 'hung', run: () => never }] })
  expect(service.answer('GET', '/api/health', () => undefined)).toBeInstanceOf(Promise)
  service.drain()
  expect(service.answer('GET', '/api/health/readiness', () => undefined)).not.toBeInstanceOf(Promise)
})
