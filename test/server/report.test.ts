import { describe, expect, test } from 'vitest'
import type { Check, HealthStatus, MaintenanceWindow } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const reporting = (name: string, status: HealthStatus, rest: Partial<Check> = {}): Check => ({
  name,
  run: () => ({ status }),
  ...rest,
})

test('the full report, field by field, with the time that each check took (H22)', async () => {
  const { service, clock } = serviceOnFakeClock({
    name: 'orders',
    buildId: 'b7f3',
    poll: { intervalMs: 15_000, minMs: 5000 },
    checks: [
      { name: 'database', impact: ['orders'], run: () => true },
      { name: 'search', critical: false, run: () => false, retries: 0 },
    ],
  })
  const at = new Date(clock.wallNow()).toISOString()
  expect((await ask(service)).body).toEqual({
    status: 'degraded',
    ready: true,
    readOnly: false,
    service: { name: 'orders', buildId: 'b7f3' },
    timestamp: at,
    components: {
      database: { status: 'healthy', critical: true, responseTimeMs: 0, checkedAt: at, impact: ['orders'] },
      search: {
        status: 'unhealthy',
        critical: false,
        responseTimeMs: 0,
        checkedAt: at,
        error: { code: 'CHECK_FAILED' },
      },
    },
    poll: { intervalMs: 15_000, minMs: 5000 },
  })
})

describe('the whole is the worst of its parts', () => {
  test.each([
    ['no check at all', [], 'healthy', 200],
    ['all healthy', [reporting('a', 'healthy'), reporting('b', 'healthy')], 'healthy', 200],
    ['a critical one unhealthy', [reporting('a', 'healthy'), reporting('b', 'unhealthy')], 'unhealthy', 503],
    ['a critical one degraded', [reporting('a', 'degraded')], 'degraded', 200],
    ['a critical one unknown', [reporting('a', 'unknown')], 'degraded', 200],
    ['an optional one unhealthy', [reporting('a', 'unhealthy', { critical: false })], 'degraded', 200],
  ] as const)('%s (H18)', async (_, checks, status, httpStatus) => {
    const { service } = serviceOnFakeClock({ checks, retries: 0 })
    expect(await ask(service)).toMatchObject({ status: httpStatus, body: { status } })
  })
})

test('component names are data, whatever they are', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'a/b', 'größe €', '%2F', ' ', '<script>']
  const { service } = serviceOnFakeClock({ checks: names.map((name) => reporting(name, 'healthy')) })
  expect(Object.keys((await ask(service)).body.components)).toEqual(names)
  for (const name of names) {
    const path = `/api/health/components/${encodeURIComponent(name)}`
    expect(await ask(service, path)).toMatchObject({ status: 200, body: { status: 'healthy' } })
  }
})

test('the timestamp is true to a second, also when nothing changes', async () => {
  const { service, clock } = serviceOnFakeClock()
  await ask(service)
  await clock.advance(1000)
  expect((await ask(service)).body.timestamp).toBe(new Date(clock.wallNow()).toISOString())
})

describe('a check with readOnlyWhenDown', () => {
  const down = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
  const database: Check = { name: 'database', readOnlyWhenDown: true, retries: 0, run: down }

  test('is at worst degraded, keeps its code and makes the report read-only', async () => {
    const { service } = serviceOnFakeClock({ checks: [database] })
    expect(await ask(service)).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        readOnly: true,
        ready: false,
        components: { database: { status: 'degraded', error: { code: 'ECONNREFUSED' } } },
      },
    })
    expect(await ask(service, '/api/health/components/database')).toMatchObject({
      status: 200,
      body: { status: 'degraded', error: { code: 'ECONNREFUSED' } },
    })
  })

  test('fails readiness, critical or not', async () => {
    for (const critical of [true, false]) {
      const { service } = serviceOnFakeClock({ checks: [{ ...database, critical }] })
      expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 503 })
    }
  })

  test('does not when it is no readiness check', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ ...database, readiness: false }] })
    expect(await ask(service)).toMatchObject({ body: { readOnly: true, ready: true } })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 200 })
  })

  test('changes nothing while it is healthy, or degraded of its own accord', async () => {
    for (const status of ['healthy', 'degraded'] as const) {
      const { service } = serviceOnFakeClock({
        checks: [reporting('database', status, { readOnlyWhenDown: true })],
      })
      expect(await ask(service)).toMatchObject({ body: { status, readOnly: false, ready: true } })
    }
  })
})

describe('start-up', () => {
  function starting() {
    let done: () => void = () => {}
    let fail: (error: Error) => void = () => {}
    const startup = new Promise<void>((resolve, reject) => {
      done = resolve
      fail = reject
    })
    return { ...serviceOnFakeClock({ startup, checks: [reporting('part', 'healthy')] }), done, fail }
  }

  test('until it is done the report is unhealthy and not ready', async () => {
    const { service } = starting()
    expect(await ask(service)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { status: 'unhealthy', ready: false },
    })
    expect(await ask(service, '/api/health/startup')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { reason: 'starting' },
    })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({
      status: 503,
      body: { reason: 'starting' },
    })
    expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 200 })
  })

  test('until it is done readiness asks no check', () => {
    const { service } = starting()
    expect(service.answer('GET', '/api/health/readiness', () => undefined)).not.toBeInstanceOf(Promise)
  })

  test('once it is done everything is answered, and start-up stays done', async () => {
    const { service, done } = starting()
    await ask(service)
    done()
    await settle()
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy', ready: true } })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status: 200 })
    service.drain()
    expect(await ask(service, '/api/health/startup')).toMatchObject({ status: 200 })
  })

  test('that fails is told, and never done', async () => {
    const { service, fail, log } = starting()
    fail(new Error('migration 12'))
    await settle()
    expect(await ask(service, '/api/health/startup')).toMatchObject({ status: 503 })
    expect(log.join()).toMatch(/Start-up failed/)
  })
})

test('a draining instance is not ready, while its report and its liveness stay 200', async () => {
  const { service } = serviceOnFakeClock({ checks: [reporting('part', 'healthy')] })
  await ask(service)
  service.drain()
  expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy', ready: false } })
  expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 200 })
  expect(await ask(service, '/api/health/readiness')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    body: { ready: false, reason: 'draining' },
  })
})

describe('readiness', () => {
  test.each([
    ['a critical one', {}, 503],
    ['an optional one', { critical: false }, 200],
    ['an optional one that says so', { critical: false, readiness: true }, 503],
    ['a critical one that says not', { readiness: false }, 200],
  ])('an unhealthy check, %s', async (_, rest, status) => {
    const { service } = serviceOnFakeClock({ checks: [reporting('part', 'unhealthy', rest)], retries: 0 })
    expect(await ask(service, '/api/health/readiness')).toMatchObject({ status })
    expect((await ask(service)).body.ready).toBe(status === 200)
  })

  test('does not run the checks that do not count for it', async () => {
    let runs = 0
    const { service } = serviceOnFakeClock({
      checks: [{ name: 'part', critical: false, run: () => void (runs += 1) }],
    })
    await ask(service, '/api/health/readiness')
    expect(runs).toBe(0)
  })
})

describe('maintenance', () => {
  const hour = 3_600_000
  const start = Date.UTC(2026, 0, 1)
  const window: MaintenanceWindow = {
    id: 'm1',
    title: 'New disks',
    startsAt: start + hour,
    endsAt: start + 2 * hour,
    components: ['search'],
  }

  test('a window is in the report until it is over', async () => {
    const { service, clock } = serviceOnFakeClock({ maintenance: [window] })
    expect((await ask(service)).body.maintenance).toEqual([
      {
        id: 'm1',
        title: 'New disks',
        startsAt: '2026-01-01T01:00:00.000Z',
        endsAt: '2026-01-01T02:00:00.000Z',
        components: ['search'],
      },
    ])
    await clock.advance(2 * hour)
    expect((await ask(service)).body.maintenance).toBeUndefined()
  })

  test('a function is asked for each report', async () => {
    let windows: MaintenanceWindow[] = []
    const { service, clock } = serviceOnFakeClock({ maintenance: () => windows })
    expect((await ask(service)).body.maintenance).toBeUndefined()
    windows = [window]
    await clock.advance(1000)
    expect((await ask(service)).body.maintenance).toHaveLength(1)
  })

  test.each([
    ['throws', () => Promise.reject(new Error('x')) as never],
    ['gives a date that is none', () => [{ ...window, startsAt: Number.NaN }]],
    ['gives something else', () => 'tomorrow' as never],
  ])('a function that %s is told of and stops nothing', async (_, maintenance) => {
    const { service, log } = serviceOnFakeClock({
      maintenance: () => {
        const given: unknown = maintenance()
        if (given instanceof Promise) {
          given.catch(() => {})
          throw new Error('x')
        }
        return given as MaintenanceWindow[]
      },
    })
    expect(await ask(service)).toMatchObject({ status: 200, body: { status: 'healthy' } })
    expect(log.join()).toMatch(/`maintenance`/)
  })

  test('a list that was spoilt later stops nothing', async () => {
    const list = [window]
    const { service, log } = serviceOnFakeClock({ maintenance: list })
    list.push({ ...window, startsAt: Number.POSITIVE_INFINITY })
    expect(await ask(service)).toMatchObject({ status: 200 })
    expect(log.join()).toMatch(/`maintenance`/)
  })
})

describe('the log', () => {
  test('has a check that fails once, with its message, and its recovery', async () => {
    let isUp = false
    const run = () => {
      if (!isUp) throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.5'), { code: 'ECONNREFUSED' })
    }
    const { service, clock, log } = serviceOnFakeClock({ checks: [{ name: 'database', run }], retries: 0 })
    for (let poll = 0; poll < 3; poll++) {
      await ask(service)
      await clock.advance(1000)
    }
    isUp = true
    await ask(service)
    expect(log).toEqual([
      'Health check "database" is unhealthy (ECONNREFUSED: connect ECONNREFUSED 10.0.0.5).',
      'Health check "database" is healthy again.',
    ])
  })

  test('stays silent while all is well', async () => {
    const { service, log } = serviceOnFakeClock({ checks: [reporting('part', 'healthy')] })
    await ask(service)
    expect(log).toEqual([])
  })

  test('says nothing of a check that was unregistered while it ran', async () => {
    const { service, clock, log } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => never }] })
    void ask(service)
    service.unregister('part')
    await clock.advance(2000)
    expect(log).toEqual([])
  })

  test('that throws stops nothing', async () => {
    const logger = {
      info: () => {
        throw new Error('disk full')
      },
      warn: () => {
        throw new Error('disk full')
      },
    }
    const { service } = serviceOnFakeClock({ logger, checks: [reporting('part', 'unhealthy')], retries: 0 })
    expect(await ask(service)).toMatchObject({
      status: 503,
      body: { components: { part: { status: 'unhealthy' } } },
    })
  })
})
