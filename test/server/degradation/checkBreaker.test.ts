import { describe, expect, test } from 'vitest'
import { BreakerOpenError, consecutiveFailures, createBreaker } from '../../../src/core.js'
import type { Check, Transition } from '../../../src/server.js'
import { ask, serviceOnFakeClock } from '../serviceOnFakeClock.js'

const fail = () => Promise.reject(new Error('down'))

/** A database whose calls pass a breaker that opens at the first failure, for 10 s. */
function scene(check: Partial<Check> = {}) {
  let answer: () => unknown = () => true
  const found = serviceOnFakeClock({
    checks: [{ name: 'cache', critical: false, run() {} }],
    retries: 0,
    cacheTtl: 100,
  })
  const { clock, service } = found
  const breaker = createBreaker({
    name: 'writes',
    tripAfter: consecutiveFailures(1),
    resetAfter: 10_000,
    clock,
  })
  service.register({ name: 'database', breaker, run: () => answer() as void, ...check })
  const transitions: Transition[] = []
  service.onTransition((transition) => void transitions.push(transition))
  return {
    ...found,
    breaker,
    transitions,
    checkSays: (next: () => unknown) => void (answer = next),
    open: () => breaker.execute(fail).catch(() => {}),
    /** Lets time pass, and asks for a report. */
    async after(ms: number) {
      await clock.advance(ms)
      return ask(service)
    },
  }
}

/** What the report, readiness and the state say, and whether they say the same. */
async function everywhere({ service }: ReturnType<typeof scene>) {
  const state = service.state()
  const { body } = await ask(service)
  const { status } = await ask(service, '/api/health/readiness')
  expect({ status: body.status, ready: body.ready, readOnly: body.readOnly }).toEqual({
    status: state.status,
    ready: state.ready,
    readOnly: state.readOnly,
  })
  expect(status).toBe(state.ready ? 200 : 503)
  return { ...state, database: body.components.database }
}

describe('a breaker beside a check', () => {
  test('makes the component degraded while it is open, at once and with no run', async () => {
    const it = scene()
    await ask(it.service)
    await it.open()
    expect(await everywhere(it)).toMatchObject({
      status: 'degraded',
      ready: true,
      readOnly: false,
      degradedServices: ['database'],
      database: { status: 'degraded', error: { code: 'BREAKER_OPEN' } },
    })
  })

  test('makes it degraded while a few calls find out, and healthy when they have', async () => {
    const it = scene()
    await ask(it.service)
    await it.open()
    await it.clock.advance(10_000)
    const permit = it.breaker.acquire()
    expect(await everywhere(it)).toMatchObject({ database: { error: { code: 'BREAKER_HALF_OPEN' } } })
    permit?.succeed()
    expect(await everywhere(it)).toMatchObject({ status: 'healthy', degraded: false, degradedServices: [] })
  })

  test.each(['open', 'forced-open', 'isolated'])(
    'with `readOnlyWhenDown` and %s it means read-only',
    async (kind) => {
      const it = scene({ readOnlyWhenDown: true })
      await ask(it.service)
      if (kind === 'open') await it.open()
      if (kind === 'forced-open') it.breaker.forceOpen()
      const release = kind === 'isolated' ? it.breaker.isolate() : () => it.breaker.reset()
      expect(it.breaker.state.kind).toBe(kind)
      expect(await everywhere(it)).toMatchObject({
        status: 'degraded',
        ready: false,
        readOnly: true,
        database: { status: 'degraded', error: { code: 'BREAKER_OPEN' } },
      })
      release()
      expect(await everywhere(it)).toMatchObject({ status: 'healthy', ready: true, readOnly: false })
    },
  )

  test('lets writes find out while it is half-open', async () => {
    const it = scene({ readOnlyWhenDown: true })
    await ask(it.service)
    await it.open()
    it.breaker.halfOpen()
    expect(await everywhere(it)).toMatchObject({ status: 'degraded', ready: true, readOnly: false })
  })

  test('leaves a check that fails itself its own code', async () => {
    const it = scene()
    it.checkSays(() => ({ status: 'unhealthy', error: { code: 'ECONNREFUSED' } }))
    await ask(it.service)
    await it.open()
    expect(await everywhere(it)).toMatchObject({
      status: 'unhealthy',
      database: { status: 'unhealthy', error: { code: 'ECONNREFUSED' } },
    })
  })

  test('counts before the first run, and from its registration on', async () => {
    const it = scene()
    await it.open()
    expect(it.service.state()).toMatchObject({ degraded: true, degradedServices: ['database'] })
    expect(it.service.summary().components.database).toMatchObject({
      status: 'degraded',
      totalChecks: 0,
      lastCheckedAt: undefined,
    })
    it.breaker.reset()
    expect(it.service.state()).toMatchObject({ degraded: false, status: 'degraded' })
    it.service.unregister('database')
    await it.open()
    it.service.register({ name: 'again', breaker: it.breaker, run() {} })
    expect(it.service.state()).toMatchObject({ degradedServices: ['again'] })
  })

  test('is told of as a transition, once each', async () => {
    const it = scene({ readOnlyWhenDown: true })
    await ask(it.service)
    it.transitions.length = 0
    await it.open()
    await it.after(5000)
    await it.after(5100)
    expect(it.breaker.state.kind).toBe('half-open')
    it.breaker.acquire()?.succeed()
    const ofDatabase = it.transitions.filter(({ component }) => component === 'database')
    expect(ofDatabase.map(({ from, to, error }) => [from, to, error?.code])).toEqual([
      ['healthy', 'degraded', 'BREAKER_OPEN'],
      ['degraded', 'degraded', 'BREAKER_HALF_OPEN'],
      ['degraded', 'healthy', undefined],
    ])
  })

  test.each([
    ['unregistered', (it: ReturnType<typeof scene>) => it.service.unregister('database')],
    ['switched off', (it: ReturnType<typeof scene>) => it.service.enable('database', false)],
    ['closed with its service', (it: ReturnType<typeof scene>) => it.service.close()],
  ])('is heard no more when the check is %s', async (_, leave) => {
    const it = scene()
    await ask(it.service)
    await leave(it)
    const before = it.service.state()
    it.transitions.length = 0
    await it.open()
    expect(it.service.state()).toBe(before)
    expect(it.transitions).toEqual([])
  })

  test('is refused where it is none', () => {
    const { service } = serviceOnFakeClock()
    for (const breaker of [{}, null, 'open', { state: { kind: 'closed' } }] as never[]) {
      expect(() => service.register({ name: 'database', breaker, run() {} })).toThrow(
        'check "database": breaker: expected a breaker of createBreaker, got',
      )
    }
  })
})

describe('what runs of the check tell its breaker', () => {
  test('unhealthy ones keep it open', async () => {
    const it = scene()
    await ask(it.service)
    await it.open()
    it.checkSays(() => false)
    for (let second = 0; second < 30; second += 5) await it.after(5000)
    expect(it.breaker.acquire()).toBeNull()
    expect(it.breaker.retryAfterMs()).toBe(10_000)
  })

  test('a healthy one ends the wait when the check has seen the outage', async () => {
    const it = scene()
    await ask(it.service)
    await it.open()
    it.checkSays(() => false)
    await it.after(1000)
    it.checkSays(() => true)
    await it.after(1000)
    expect(it.breaker.state.kind).toBe('half-open')
  })

  test('a check that looks less deep than the calls does not end the wait, and does when it is over', async () => {
    const it = scene()
    await ask(it.service)
    await it.open()
    await it.after(9000)
    expect(it.breaker.state.kind).toBe('open')
    await it.after(1000)
    expect(it.breaker.state.kind).toBe('half-open')
  })

  test('an outage that was seen before it opened again proves nothing', async () => {
    const it = scene()
    it.checkSays(() => false)
    await ask(it.service)
    await it.open()
    await it.after(1000)
    it.checkSays(() => true)
    await it.after(1000)
    it.breaker.acquire()?.fail(new Error('still down'))
    expect(it.breaker.state.kind).toBe('open')
    await it.after(1000)
    expect(it.breaker.state.kind).toBe('open')
  })

  test('a run that the breaker itself refuses is no evidence: the wait goes on, and the next run finds out', async () => {
    const it = scene()
    it.checkSays(() => it.breaker.execute(() => true))
    await ask(it.service)
    await it.open()
    await it.after(5000)
    expect((await ask(it.service)).body.components.database?.error?.code).toBe('BREAKER_OPEN_ERROR')
    expect(it.breaker.retryAfterMs()).toBe(5000)
    await it.after(5000)
    expect(it.breaker.state.kind).toBe('closed')
    expect(it.service.state().status).toBe('healthy')
  })

  test.each(['unknown', 'degraded'] as const)(
    'a database that is %s all along does not end the wait, and is not read-only for ever',
    async (status) => {
      const it = scene({ readOnlyWhenDown: true })
      it.checkSays(() => ({ status: 'unhealthy' }))
      await ask(it.service)
      await it.open()
      await it.after(1000)
      it.checkSays(() => ({ status }))
      await it.after(9000)
      expect(it.breaker.refusal()).toBeInstanceOf(BreakerOpenError)
      expect(it.service.state().readOnly).toBe(true)
      await it.after(1000)
      expect(it.breaker.state.kind).toBe('half-open')
      expect(it.service.state().readOnly).toBe(false)
    },
  )

  test('a check whose runs pass the breaker ends and begins what is read-only, with nobody else writing', async () => {
    const it = scene({ readOnlyWhenDown: true })
    let isUp = true
    it.checkSays(() => it.breaker.execute(() => (isUp ? true : fail())))
    await it.after(1000)
    expect(it.service.state()).toMatchObject({ status: 'healthy', readOnly: false })
    isUp = false
    await it.after(1000)
    expect(it.breaker.state.kind).toBe('open')
    expect(it.service.state()).toMatchObject({ readOnly: true, degradedServices: ['database'] })
    await it.after(30_000)
    expect(it.service.state().readOnly).toBe(true)
    isUp = true
    await it.after(10_000)
    expect(it.breaker.state.kind).toBe('closed')
    expect(it.service.state()).toMatchObject({ status: 'healthy', readOnly: false })
  })

  test('a closed breaker is left alone', async () => {
    const it = scene()
    it.checkSays(() => false)
    await ask(it.service)
    await it.after(1000)
    expect(it.breaker.state.kind).toBe('closed')
  })
})
