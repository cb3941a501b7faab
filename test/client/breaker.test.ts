import { describe, expect, it } from 'vitest'
import { bareEnvironment } from '../../src/monitor/bareEnvironment.js'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import { adaptiveThrottle } from '../../src/resilience/adaptiveThrottle.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { isBreakerOpenError } from '../../src/resilience/errors.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'
import type { Behaviour } from '../monitor/misbehavingServer.js'
import { answer, hang, json, reset } from '../monitor/misbehaviour.js'
import type { Choices, Scene } from './backEnd.js'
import { clientOf, failureOf, HurriedClock, scene, thrownBy } from './backEnd.js'

const well = json({ id: 7 })
/** Breakers as they are by default, but for chance. */
const guarded = { breaker: { resetAfter: 5000 }, retries: 0 } as const

async function outcomes({ client }: Scene, times: number, path = '/orders'): Promise<string[]> {
  const seen: string[] = []
  for (let call = 0; call < times; call++) {
    seen.push(
      await client.get(path).then(
        () => 'well',
        (error: { kind: string }) => error.kind,
      ),
    )
  }
  return seen
}

describe('the circuit breaker of a client', () => {
  it.each<[string, Behaviour, string]>([
    ['no answer', reset, 'network'],
    ['a 502', answer(502), 'http'],
    ['a 503', answer(503), 'http'],
    ['a 504', answer(504), 'http'],
  ])('opens after three in a row of %s', async (_, failing, kind) => {
    const it = await scene(failing, guarded)
    expect(await outcomes(it, 5)).toEqual([kind, kind, kind, 'breaker-open', 'breaker-open'])
    expect(it.server.hits).toHaveLength(3)
  })

  it('opens after three calls that were not answered in time', async () => {
    const clock = new FakeClock()
    const it = await scene(hang, { ...guarded, clock, timeout: 300 })
    for (let call = 1; call <= 3; call++) {
      const error = failureOf(it.client.get('/orders'))
      while (it.server.hits.length < call) await nextTurn()
      await clock.advance(300)
      expect((await error).kind).toBe('timeout')
    }
    expect(await outcomes(it, 1)).toEqual(['breaker-open'])
  })

  it.each([400, 404, 429, 500, 501])('takes a %i for a sign of life', async (status) => {
    const it = await scene([reset, reset, answer(status), reset, reset, answer(status)], guarded)
    const [lost, error] = ['network', 'http']
    expect(await outcomes(it, 7)).toEqual([lost, lost, error, lost, lost, error, error])
  })

  it('takes what is no data for a sign of life', async () => {
    const it = await scene([reset, reset, answer(200, 'hm'), reset, reset, well], guarded)
    expect(await outcomes(it, 6)).toEqual([
      'network',
      'network',
      'invalid-response',
      'network',
      'network',
      'well',
    ])
  })

  it('learns nothing from a call that its caller aborts, nor from errors of the app', async () => {
    const { client, server } = await scene([reset, reset, hang, reset, well], guarded)
    await failureOf(client.get('/orders'))
    await failureOf(client.get('/orders'))
    const controller = new AbortController()
    const aborted = thrownBy(client.get('/orders', { signal: controller.signal }))
    while (server.hits.length < 3) await nextTurn()
    controller.abort('left')
    expect(await aborted).toBe('left')
    const headers = () => {
      throw new Error('no session')
    }
    expect(String(await thrownBy(client.get('/orders', { headers })))).toBe('Error: no session')
    await failureOf(client.get('/orders'))
    expect((await failureOf(client.get('/orders'))).kind).toBe('breaker-open')
  })

  it('says until when, and what to do', async () => {
    const it = await scene(answer(503), guarded)
    await outcomes(it, 3)
    it.clock.pass(1000)
    const error = await failureOf(it.client.post('/orders', {}))
    expect(error).toMatchObject({ attempts: 0, status: null, retryAfterMs: 4000 })
    expect(isBreakerOpenError(error.cause)).toBe(true)
    expect(error.message).toBe(
      `POST ${it.server.origin}/orders was not sent: its circuit breaker is open, because calls kept failing. ` +
        'Try again later, or allow more tries (option `retries`).',
    )
  })

  it('lets one call find out after its wait', async () => {
    const it = await scene([reset, reset, reset, well], guarded)
    await outcomes(it, 3)
    it.clock.pass(4999)
    expect(await outcomes(it, 1)).toEqual(['breaker-open'])
    it.clock.pass(1)
    expect(await outcomes(it, 2)).toEqual(['well', 'well'])
  })

  it('is open for as long as Retry-After says (Q31)', async () => {
    const it = await scene(answer(503, '', { 'retry-after': '60' }), guarded)
    await outcomes(it, 3)
    expect((await failureOf(it.client.get('/orders'))).retryAfterMs).toBe(60_000)
  })

  it('is waited for by a call of whatever method, at no cost to retries and budget (Q30)', async () => {
    const budget = { called: () => {}, take: () => false }
    const { server, client, clock } = await scene([reset, reset, reset, well], {
      breaker: { resetAfter: 5000 },
      retryBudget: budget,
    })
    for (let call = 0; call < 3; call++) {
      expect((await failureOf(client.get('/orders'))).noRetry).toBe('retry-budget')
    }
    expect(await client.request('POST', '/orders', { json: {} })).toMatchObject({
      data: { id: 7 },
      attempts: 1,
    })
    expect(clock.waits).toEqual([expect.closeTo(5000 * 1.05)])
    expect(server.hits).toHaveLength(4)
  })

  it('is waited for before the tries that are left, each of which is told of', async () => {
    const heard: [string, number, number][] = []
    const { client, clock } = await scene([reset, reset, reset, answer(500), well], {
      breaker: { resetAfter: 5000 },
      retries: 4,
      onRetry: ({ error, delayMs }) => heard.push([error.kind, error.attempts, delayMs]),
    })
    expect(await client.request('GET', '/orders')).toMatchObject({ attempts: 5 })
    expect(heard).toEqual([
      ['network', 1, 1000],
      ['network', 2, 2000],
      ['network', 3, 4000],
      ['breaker-open', 3, expect.closeTo(1050)],
      ['http', 4, 8000],
    ])
    expect(clock.waits).toEqual(heard.map(([, , delayMs]) => delayMs))
  })

  it('is no longer waited for when the caller aborts (Q15)', async () => {
    const clock = new FakeClock()
    const { server, client } = await scene(reset, {
      clock,
      breaker: { resetAfter: 5000, tripAfter: consecutiveFailures(1) },
    })
    await failureOf(client.get('/orders', { retries: 0 }))
    const controller = new AbortController()
    const outcome = thrownBy(client.get('/orders', { signal: controller.signal }))
    await clock.advance(4999)
    controller.abort('left')
    expect(await outcome).toBe('left')
    await nextTurn()
    expect(clock.pendingTimers).toBe(0)
    expect(server.hits).toHaveLength(1)
  })

  it.each([
    [1, ', after it had been sent (1). It was not tried again: it is to wait 60 s'],
    [2, ', after it had been sent (2). It was not tried again: it is to wait 59 s'],
  ])('says how often a call was sent before it was stopped: %i', async (attempts, text) => {
    const { client } = await scene(reset, {
      breaker: { resetAfter: 61_000, tripAfter: consecutiveFailures(attempts) },
    })
    const error = await failureOf(client.get('/orders'))
    expect(error).toMatchObject({ kind: 'breaker-open', attempts, noRetry: 'wait-too-long' })
    expect(error.message).toContain(`because calls kept failing${text}`)
  })

  it('is not waited for where the wait is too long', async () => {
    const { client } = await scene(reset, { breaker: { resetAfter: 70_000 } })
    await failureOf(client.get('/orders'))
    const error = await failureOf(client.get('/orders'))
    expect(error).toMatchObject({ kind: 'breaker-open', noRetry: 'wait-too-long', attempts: 0 })
    expect(error.message).toMatch(/It was not tried again: it is to wait \d\d s, longer than/)
  })

  it('is one for each origin', async () => {
    const it = await scene(reset, guarded)
    await outcomes(it, 3)
    expect(await outcomes(it, 1, '/other')).toEqual(['breaker-open'])
  })

  it('is one for each key, where there is a choice', async () => {
    const it = await scene(reset, {
      ...guarded,
      breaker: { key: ({ pathname }) => pathname, tripAfter: consecutiveFailures(1) },
    })
    expect(await outcomes(it, 2, '/orders')).toEqual(['network', 'breaker-open'])
    expect(await outcomes(it, 2, '/users')).toEqual(['network', 'breaker-open'])
  })

  it('judges by a rule of the own making', async () => {
    const it = await scene(answer(500), {
      ...guarded,
      breaker: { isFailure: (outcome) => 'error' in outcome, tripAfter: consecutiveFailures(1) },
    })
    expect(await outcomes(it, 2)).toEqual(['http', 'breaker-open'])
  })

  it('leaves out what a rule of the own making leaves out', async () => {
    const it = await scene(reset, {
      ...guarded,
      breaker: { isIgnored: (outcome) => 'error' in outcome, tripAfter: consecutiveFailures(1) },
    })
    expect(await outcomes(it, 2)).toEqual(['network', 'network'])
  })

  it('is not told of an abort by the caller, whatever its rule', async () => {
    const everything = { isFailure: () => true, isIgnored: () => false, tripAfter: consecutiveFailures(1) }
    const { server, client } = await scene([hang, well], { ...guarded, breaker: everything })
    const controller = new AbortController()
    const aborted = thrownBy(client.get('/orders', { signal: controller.signal }))
    while (server.hits.length < 1) await nextTurn()
    controller.abort(new Error('left'))
    await aborted
    expect(await client.get('/orders')).toEqual({ id: 7 })
  })

  it('is there by default, and not where it is left out', async () => {
    const there = await scene(reset, { retries: 0, breaker: undefined })
    expect((await outcomes(there, 4)).at(-1)).toBe('breaker-open')
    const not = await scene(reset, { retries: 0, breaker: false })
    expect((await outcomes(not, 4)).at(-1)).toBe('network')
  })

  it('is one for all of a client whose base is relative to nothing known', async () => {
    const { client } = clientOf('/api', {
      ...guarded,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    const it = { client } as Scene
    expect(await outcomes(it, 4)).toEqual(['network', 'network', 'network', 'breaker-open'])
  })
})

describe('a client with a monitor', () => {
  /** A monitor of a real server that is always healthy, and a client by way of it. */
  async function monitored(behaviour: Behaviour | readonly Behaviour[], options: Choices = {}) {
    const calls = [behaviour].flat()
    const { server } = await scene((request, response) => {
      if (request.url === '/health') return json({ status: 'healthy' })(request, response)
      return (calls.length > 1 ? calls.shift() : calls[0])?.(request, response)
    })
    const clock = new HurriedClock()
    const monitor = createMonitor(
      { ...bareEnvironment(), clock },
      { url: `${server.origin}/health`, storage: false },
    )
    const { client } = clientOf(server.origin, {
      monitor,
      breaker: undefined,
      clock: undefined,
      retries: 0,
      ...options,
    })
    const hits = () => server.hits.filter(({ url }) => url !== '/health').length
    return { client, clock, monitor, hits }
  }

  it('goes through the breakers of the monitor, and none besides', async () => {
    const { client, monitor, hits } = await monitored(reset)
    for (let call = 0; call < 3; call++) await failureOf(client.get('/orders'))
    expect(monitor.getSnapshot().breaker.state).toBe('open')
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      kind: 'breaker-open',
      attempts: 0,
      retryAfterMs: 5000,
    })
    expect(hits()).toBe(3)
  })

  it('is evidence for it, a timeout too', async () => {
    const clock = new FakeClock()
    const { client, monitor, hits } = await monitored(hang, { clock, timeout: 300 })
    for (let call = 1; call <= 3; call++) {
      expect(monitor.getSnapshot().breaker.state).toBe('closed')
      const error = failureOf(client.get('/orders'))
      while (hits() < call) await nextTurn()
      await clock.advance(300)
      expect((await error).kind).toBe('timeout')
    }
    expect(monitor.getSnapshot().breaker.state).toBe('open')
  })

  it('lives by the clock of the monitor, and waits for its breaker at no cost to its retries (Q30)', async () => {
    const { client, clock, hits } = await monitored([reset, reset, reset, well], { retries: 3 })
    expect(await client.request('GET', '/orders')).toMatchObject({ attempts: 4, data: { id: 7 } })
    expect(clock.waits.slice(0, 2)).toEqual([1000, 2000])
    expect(hits()).toBe(4)
  })
})

describe('a client with a throttle', () => {
  it('holds calls back while most fail, and says so', async () => {
    const chances = [0]
    const throttle = adaptiveThrottle({ minimum: 1, random: () => chances[0] ?? 0 })
    const { server, client } = await scene(answer(429), { throttle, retries: 0 })
    chances[0] = 0.99
    expect((await failureOf(client.get('/orders'))).kind).toBe('http')
    chances[0] = 0.49
    const error = await failureOf(client.post('/orders', {}))
    expect(error).toMatchObject({
      kind: 'throttled',
      attempts: 0,
      cause: { rejectionProbability: expect.any(Number) },
    })
    expect(error.message).toContain('was not sent: most calls failed of late')
    expect(server.hits).toHaveLength(1)
  })

  it.each<[string, Behaviour, number]>([
    ['good answers', well, 0],
    ['errors of their own', answer(404), 0],
    ['a 500', answer(500), 0],
    ['a 503', answer(503), 10 / 11],
    ['a 429', answer(429), 10 / 11],
    ['no answer', reset, 10 / 11],
  ])('learns what the back end accepts: %s', async (_, behaviour, probability) => {
    const throttle = adaptiveThrottle({ minimum: 1, random: () => 1 })
    const { client } = await scene(behaviour, { throttle, retries: 0 })
    for (let call = 0; call < 10; call++) await client.get('/orders').catch(() => {})
    expect(throttle.rejectionProbability()).toBeCloseTo(probability)
  })

  it('learns nothing from calls that are aborted', async () => {
    const throttle = adaptiveThrottle({ minimum: 1, random: () => 1 })
    const { server, client } = await scene(hang, { throttle })
    for (let call = 1; call <= 10; call++) {
      const controller = new AbortController()
      const aborted = thrownBy(client.get('/orders', { signal: controller.signal }))
      while (server.hits.length < call) await nextTurn()
      const reason = call % 3 === 0 ? 'typed on' : new DOMException('typed on', 'AbortError')
      controller.abort(reason)
      expect(await aborted).toBe(reason)
    }
    expect(throttle.rejectionProbability()).toBe(0)
  })

  it('tries again what was held back, whatever its method', async () => {
    const chances = [1, 0, 1]
    const throttle = adaptiveThrottle({ minimum: 1, random: () => chances.shift() ?? 1 })
    const { server, client, clock } = await scene([answer(503), well], { throttle })
    await failureOf(client.post('/orders', {}))
    expect(await client.request('POST', '/orders', { json: {} })).toMatchObject({ attempts: 1 })
    expect(clock.waits).toEqual([1000])
    expect(server.hits).toHaveLength(2)
  })

  it('does not hold back the call that finds out whether the back end works again', async () => {
    const throttle = adaptiveThrottle({ minimum: 1, random: () => 0 })
    const { client, clock } = await scene([reset, well], {
      throttle,
      retries: 0,
      breaker: { resetAfter: 5000, tripAfter: consecutiveFailures(1) },
    })
    await failureOf(client.get('/orders'))
    clock.pass(5000)
    expect(await client.get('/orders')).toEqual({ id: 7 })
    expect((await failureOf(client.get('/orders'))).kind).toBe('throttled')
  })
})
