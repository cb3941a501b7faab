import { describe, expect, test, vi } from 'vitest'
import type { Check, CheckAnswer, HealthStatus } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

/** The component that a check, tried once, comes to. */
async function componentOf(run: Check['run']) {
  const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }], retries: 0 })
  return service.check('part')
}

/** What a check without types may return. */
const returning = (value: unknown) => componentOf(() => value as CheckAnswer)
const throwing = (thrown: unknown) =>
  componentOf(() => {
    throw thrown
  })

describe('what a check returns', () => {
  test.each([
    ['nothing', undefined],
    ['true', true],
    ['a healthy result', { status: 'healthy' }],
  ])('%s is healthy', async (_, value) => {
    expect(await returning(value)).toMatchObject({ status: 'healthy' })
  })

  test('false is unhealthy with a code', async () => {
    expect(await returning(false)).toMatchObject({ status: 'unhealthy', error: { code: 'CHECK_FAILED' } })
  })

  test('a result says its status, its error and its details', async () => {
    const result = {
      status: 'degraded',
      error: { code: 'POOL_FULL', message: '20 of 20' },
      details: { used: 20 },
    }
    expect(await returning(result)).toMatchObject(result)
  })

  test('an unhealthy result without an error has a code all the same', async () => {
    expect(await returning({ status: 'unhealthy' })).toMatchObject({ error: { code: 'CHECK_FAILED' } })
  })

  test('an error object in a result is read as a thrown one is', async () => {
    const error = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' })
    expect(await returning({ status: 'degraded', error })).toMatchObject({
      status: 'degraded',
      error: { code: 'EHOSTUNREACH', message: 'no route' },
    })
  })

  test.each([
    null,
    0,
    1,
    'healthy',
    'PONG',
    [],
    {},
    { status: 'up' },
    { status: 1 },
    Symbol('ok'),
    () => true,
  ])('nonsense (%o) is unhealthy with a code of its own', async (value) => {
    expect(await returning(value)).toMatchObject({ status: 'unhealthy', error: { code: 'INVALID_RESULT' } })
  })

  test('a result whose getters throw is unhealthy', async () => {
    const result = {
      get status() {
        throw new RangeError('no')
      },
    }
    expect(await returning(result)).toMatchObject({ status: 'unhealthy', error: { code: 'RANGE_ERROR' } })
  })

  test('details that JSON cannot hold are left out, and the report stands', async () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const { service } = serviceOnFakeClock({
      showDetails: 'always',
      checks: [
        { name: 'circular', run: () => ({ status: 'healthy', details: circular }) },
        { name: 'big', run: () => ({ status: 'healthy', details: { big: 1n } }) },
      ],
    })
    const { components } = await service.checkAll()
    expect(components.circular?.details).toEqual({ omitted: expect.stringContaining('circular') })
    expect(components.big?.details).toEqual({ omitted: expect.stringContaining('BigInt') })
  })

  test('details are as they were when the check ended', async () => {
    const details = { used: 1 }
    const { service } = serviceOnFakeClock({
      checks: [{ name: 'pool', run: () => ({ status: 'healthy', details }) }],
    })
    await service.check('pool')
    details.used = 2
    expect(await service.check('pool')).toMatchObject({ details: { used: 1 } })
  })
})

describe('what a check throws', () => {
  const withCode = (code: unknown, cause?: unknown) =>
    Object.assign(new Error('it failed', { cause }), { code })
  const circle = new Error('round')
  circle.cause = circle

  test.each([
    ['the code of the error', withCode('ECONNREFUSED'), 'ECONNREFUSED'],
    ['a code of PostgreSQL', withCode('57P03'), '57P03'],
    ['the code of its cause', new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }), 'ENOTFOUND'],
    ['its name', new TypeError('x is not a function'), 'TYPE_ERROR'],
    ['the platform timing out', new DOMException('too late', 'TimeoutError'), 'TIMEOUT'],
    ['the platform aborting', new DOMException('stopped', 'AbortError'), 'ABORT_ERROR'],
    ['nothing better', new Error('hm'), 'CHECK_FAILED'],
    ['a number for a code', withCode(42), 'CHECK_FAILED'],
    ['an address for a code', withCode('10.0.0.5:5432'), 'CHECK_FAILED'],
    ['a host for a code', withCode('db-1'), 'CHECK_FAILED'],
    ['a circle of causes', circle, 'CHECK_FAILED'],
    ['null', null, 'CHECK_FAILED'],
    ['a string', 'no', 'CHECK_FAILED'],
  ])('the code comes from %s', async (_, thrown, code) => {
    expect(await throwing(thrown)).toMatchObject({ status: 'unhealthy', error: { code } })
  })

  test('a name that is a sentence does not become a code', async () => {
    const error = new Error('no')
    error.name = 'failed for admin@10.0.0.5'
    expect(await throwing(error)).toMatchObject({ error: { code: 'CHECK_FAILED' } })
  })

  test('a rejection is as a throw', async () => {
    expect(await componentOf(() => Promise.reject(withCode('EPIPE')))).toMatchObject({
      error: { code: 'EPIPE' },
    })
  })

  test('an error whose getters throw is a failure like any other', async () => {
    const hostile = Object.defineProperty({}, 'code', {
      get() {
        throw new Error('no')
      },
    })
    expect(await throwing(hostile)).toMatchObject({ status: 'unhealthy', error: { code: 'CHECK_FAILED' } })
  })

  test('a result whose status is another each time it is looked at can’t become a status of ours', async () => {
    const looks: HealthStatus[] = ['healthy', 'splendid' as never]
    const result: CheckAnswer = {
      get status() {
        return looks.shift() ?? 'unhealthy'
      },
    }
    expect(await returning(result)).toMatchObject({ status: 'healthy' })
  })

  test('a secret in a message is not cut in half, so that it is known as one (H16)', async () => {
    const padding = 'x'.repeat(1000 - 'postgres://app:hunt'.length)
    const component = await throwing(new Error(`${padding}postgres://app:hunter2@10.0.0.5/orders`))
    expect(component?.error?.message).toContain('postgres://***')
    expect(component?.error?.message).not.toContain('hunt')
  })

  test('a message without end is cut', async () => {
    const component = await throwing(new Error('x'.repeat(100_000)))
    expect(component?.error?.message).toHaveLength(1000)
  })
})

test('a check may be an object with state of its own', async () => {
  class Pool implements Check {
    readonly name = 'pool'
    readonly #isOpen = true
    run() {
      return this.#isOpen
    }
  }
  const { service } = serviceOnFakeClock({ checks: [new Pool()] })
  expect(await service.check('pool')).toMatchObject({ status: 'healthy' })
})

test('a check that throws is a component like any other, and the others are in the report (P7)', async () => {
  const { service } = serviceOnFakeClock({
    retries: 0,
    checks: [
      { name: 'fine', run: () => true },
      {
        name: 'throwing',
        run: () => {
          throw new Error('no')
        },
      },
      { name: 'also fine', run: () => true },
    ],
  })
  expect(await ask(service)).toMatchObject({
    status: 503,
    body: {
      status: 'unhealthy',
      components: {
        fine: { status: 'healthy' },
        throwing: { status: 'unhealthy', error: { code: 'CHECK_FAILED' } },
        'also fine': { status: 'healthy' },
      },
    },
  })
})

describe('what a check is told', () => {
  test('is where the service stands, so that it can be milder with one that starts or ends (H15)', async () => {
    let done = () => {}
    const startup = new Promise<void>((resolve) => (done = resolve))
    const told: string[] = []
    const { service } = serviceOnFakeClock({
      startup,
      cacheTtl: 0,
      checks: [{ name: 'part', run: (_, { lifecycle }) => void told.push(lifecycle) }],
    })
    await service.check('part')
    done()
    await settle()
    await service.check('part')
    service.drain()
    await service.check('part')
    expect(told).toEqual(['starting', 'started', 'draining'])
  })
})

test('checks of 100, 400 and 400 ms are together in a report after 400 ms (H3)', async () => {
  const { service, clock } = serviceOnFakeClock()
  for (const [name, ms] of Object.entries({ a: 100, b: 400, c: 400 })) {
    service.register({ name, run: () => new Promise<void>((resolve) => clock.setTimeout(resolve, ms)) })
  }
  let report: unknown
  void service.checkAll().then((value) => (report = value))
  await clock.advance(399)
  expect(report).toBeUndefined()
  await clock.advance(1)
  expect(report).toMatchObject({ status: 'healthy' })
})

describe('the deadline', () => {
  test('a check that hangs is unhealthy at its timeout, and its signal aborts (H1) (H2)', async () => {
    const signals: AbortSignal[] = []
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'slow', timeout: 300, run: (signal) => (signals.push(signal), never) }],
    })
    const asked = service.check('slow')
    await clock.advance(299)
    expect(signals[0]?.aborted).toBe(false)
    await clock.advance(1)
    expect(await asked).toMatchObject({
      status: 'unhealthy',
      error: { code: 'TIMEOUT' },
      responseTimeMs: 300,
    })
    expect(signals).toHaveLength(1)
    expect(signals[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test('ten hung checks take as long as one (H1)', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `part ${index}`)
    const { service, clock } = serviceOnFakeClock({
      checks: names.map((name) => ({ name, run: () => never })),
    })
    let report: unknown
    void service.checkAll().then((value) => (report = value))
    await clock.advance(1999)
    expect(report).toBeUndefined()
    await clock.advance(1)
    expect(report).toMatchObject({ status: 'unhealthy' })
  })

  test('a result that comes too late changes nothing (H2) (P6)', async () => {
    let finish: (answer: CheckAnswer) => void = () => {}
    const run = () => new Promise<CheckAnswer>((resolve) => (finish = resolve))
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'late', run, cacheTtl: 60_000 }] })
    const asked = service.check('late')
    await clock.advance(2000)
    await asked
    finish(true)
    await settle()
    expect(await service.check('late')).toMatchObject({ status: 'unhealthy', error: { code: 'TIMEOUT' } })
  })

  test('a rejection that comes too late is nobody’s (H2)', async () => {
    const unhandled = vi.fn<(error: unknown) => void>()
    process.on('unhandledRejection', unhandled)
    let fail: (error: Error) => void = () => {}
    const run = () => new Promise<void>((_, reject) => (fail = reject))
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'late', run }] })
    const asked = service.check('late')
    await clock.advance(2000)
    await asked
    fail(new Error('too late'))
    // Node tells of unhandled rejections when the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('retries', () => {
  /** A check that goes through the given answers, then stays healthy; an error is thrown. */
  function scripted(...script: (Error | CheckAnswer)[]) {
    return vi.fn<Check['run']>(() => {
      const next = script.shift()
      if (next instanceof Error) throw next
      return next
    })
  }

  test('a hiccup is over before anybody hears of it', async () => {
    const run = scripted(new Error('hiccup'))
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    const asked = service.check('part')
    await clock.advance(100)
    expect(await asked).toMatchObject({ status: 'healthy' })
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('the retry waits a little', async () => {
    const run = scripted(new Error('hiccup'))
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    void service.check('part')
    await clock.advance(49)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('as many as allowed, each later than the one before', async () => {
    const run = scripted(new Error('1'), new Error('2'), new Error('3'), new Error('4'))
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run, retries: 2 }],
      random: () => 0,
    })
    const startedAt: number[] = []
    run.mockImplementation(() => (startedAt.push(clock.now()), false))
    const asked = service.check('part')
    await clock.advance(2000)
    expect(await asked).toMatchObject({ status: 'unhealthy' })
    expect(startedAt).toEqual([0, 50, 150])
  })

  test('degraded and unknown are answers, not failures', async () => {
    const run = scripted({ status: 'degraded' })
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run }] })
    expect(await service.check('part')).toMatchObject({ status: 'degraded' })
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('they stay within the one deadline', async () => {
    let runs = 0
    const run = () => {
      runs += 1
      if (runs === 1) throw new Error('once')
      return never
    }
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run, timeout: 500 }] })
    const asked = service.check('part')
    await clock.advance(500)
    expect(await asked).toMatchObject({ error: { code: 'TIMEOUT' }, responseTimeMs: 500 })
    expect(runs).toBe(2)
    expect(clock.pendingTimers).toBe(0)
  })

  test('one that could not begin in time is left, so that the failure keeps its code', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    const run = scripted(refused, refused)
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'part', run, timeout: 40 }] })
    expect(await service.check('part')).toMatchObject({ error: { code: 'ECONNREFUSED' } })
    expect(run).toHaveBeenCalledTimes(1)
    expect(clock.pendingTimers).toBe(0)
  })

  test('none after the deadline, even when the timers come late', async () => {
    const run = scripted(new Error('1'), new Error('2'))
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run, timeout: 101 }],
      random: () => 1,
    })
    const asked = service.check('part')
    await settle()
    await clock.sleep(10_000)
    expect(await asked).toMatchObject({ status: 'unhealthy' })
    expect(run).toHaveBeenCalledTimes(1)
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('how many run at once', () => {
  test('no more than `concurrency`', async () => {
    let running = 0
    let most = 0
    const { service, clock } = serviceOnFakeClock({ concurrency: 2 })
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      service.register({
        name,
        run: async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
          running -= 1
        },
      })
    }
    const asked = service.checkAll()
    await clock.advance(300)
    expect(await asked).toMatchObject({ status: 'healthy' })
    expect(most).toBe(2)
  })

  test('one that had no turn in its time is unknown, and the report is not later for it', async () => {
    const run = vi.fn<() => void>()
    const { service, clock } = serviceOnFakeClock({
      concurrency: 1,
      checks: [
        { name: 'hung', critical: false, timeout: 2001, run: () => never },
        { name: 'waiting', run },
      ],
    })
    const asked = service.checkAll()
    await clock.advance(2001)
    expect((await asked).components.waiting).toEqual({
      status: 'unknown',
      critical: true,
      impact: [],
      error: { code: 'NO_TURN', message: expect.any(String) },
      checkedAt: clock.wallNow() - 1,
    })
    expect(run).not.toHaveBeenCalled()
    expect(clock.pendingTimers).toBe(0)
  })

  test('one whose turn came too late to end in its time is unknown rather than unhealthy', async () => {
    const { service, clock } = serviceOnFakeClock({
      concurrency: 1,
      checks: [
        { name: 'slow', timeout: 1999, run: () => never },
        { name: 'waiting', run: () => new Promise<void>((resolve) => clock.setTimeout(resolve, 100)) },
      ],
    })
    const asked = service.checkAll()
    await clock.advance(2000)
    expect((await asked).components.waiting).toMatchObject({ status: 'unknown', error: { code: 'NO_TURN' } })
  })

  test('one that had failed stays unhealthy when it did not have its turn (H18)', async () => {
    let isHung = false
    const { service, clock } = serviceOnFakeClock({ concurrency: 1, retries: 0 })
    service.register({ name: 'search', critical: false, run: () => (isHung ? never : true) })
    const refused = () =>
      new Promise<never>((_, reject) => clock.setTimeout(() => reject(new Error('ECONNREFUSED')), 10))
    service.register({ name: 'database', run: refused })
    for (isHung of [false, true]) {
      const asked = [ask(service), ask(service, '/api/health/readiness')]
      await clock.advance(5000)
      for (const answer of asked) expect(await answer).toMatchObject({ status: 503 })
    }
  })

  test('a check that never ends gives its turn back at its deadline', async () => {
    const { service, clock } = serviceOnFakeClock({
      concurrency: 1,
      checks: [
        { name: 'hung', timeout: 100, run: () => never },
        { name: 'waiting', run: () => true },
      ],
    })
    const asked = service.checkAll()
    await clock.advance(100)
    expect((await asked).components.waiting).toMatchObject({ status: 'healthy' })
  })
})

describe('what is measured', () => {
  test('how long the check took, retries included and waits for a turn not, and when it ended', async () => {
    const { service, clock } = serviceOnFakeClock({ concurrency: 1 })
    const pause = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))
    service.register({ name: 'first', run: () => pause(400) })
    service.register({ name: 'second', run: () => pause(12.34) })
    const asked = service.checkAll()
    await clock.advance(1000)
    const { components } = await asked
    expect(components.second?.responseTimeMs).toBe(12.3)
    expect((components.second?.checkedAt ?? 0) - (components.first?.checkedAt ?? 0)).toBe(12)
  })
})
