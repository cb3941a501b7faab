import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BackendRetry } from '../../src/client/options.js'
import { retryBudget } from '../../src/resilience/retryBudget.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'
import type { Behaviour, MisbehavingServer } from '../monitor/misbehavingServer.js'
import { answer, bodyReset, hang, hangUp, json, reset, shortBody } from '../monitor/misbehaviour.js'
import { clientOf, closedPort, failureOf, scene, thrownBy } from './backEnd.js'

const well = json({ id: 7 })
const keysOf = (hits: readonly IncomingMessage[]) => hits.map(({ headers }) => headers['idempotency-key'])

describe('a call that fails', () => {
  it.each<[string, Behaviour]>([
    ['a reset connection', reset],
    ['a connection that ends without an answer', hangUp],
    ['a server that dies in the middle of the body', bodyReset],
    ['a body that ends too soon', shortBody],
    ['a 500', json({}, 500)],
    ['a 502', answer(502, '<h1>Bad Gateway</h1>')],
    ['a 503', answer(503)],
    ['a 504', answer(504)],
    ['a 408', answer(408)],
    ['a 425', answer(425)],
    ['a 429', answer(429)],
  ])('is tried again after 1, 2 and 4 s: %s', async (_, failing) => {
    const { server, client, clock } = await scene([failing, failing, failing, well])
    expect(await client.request('get', '/orders/7')).toMatchObject({
      data: { id: 7 },
      status: 200,
      attempts: 4,
    })
    expect(clock.waits).toEqual([1000, 2000, 4000])
    expect(server.hits).toHaveLength(4)
  })

  it.each([
    ['a port on which nobody listens', closedPort, /^ECONNREFUSED$/],
    ['a name that nobody knows', async () => 'http://nobody.invalid', /^(ENOTFOUND|EAI_AGAIN)$/],
  ])('is tried again with %s, whatever its method', async (_, origin, code) => {
    for (const method of ['GET', 'POST', 'PATCH']) {
      const { client, clock } = clientOf(await origin())
      expect(await failureOf(client.request(method, '/orders'))).toMatchObject({
        kind: 'network',
        code: expect.stringMatching(code),
        attempts: 4,
        noRetry: 'retries-used-up',
      })
      expect(clock.waits).toEqual([1000, 2000, 4000])
    }
  })

  it.each([400, 401, 403, 404, 409, 410, 422, 501])('is not tried again with a %i', async (status) => {
    const { server, client, clock } = await scene(json({}, status))
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      kind: 'http',
      status,
      noRetry: 'pointless',
    })
    expect(server.hits).toHaveLength(1)
    expect(clock.waits).toEqual([])
  })

  it('spreads its delays by a quarter either way', async () => {
    const earliest = await scene(answer(503), { random: () => 0 })
    await failureOf(earliest.client.get('/orders'))
    expect(earliest.clock.waits).toEqual([750, 1500, 3000])
    const latest = await scene(answer(503), { random: () => 1 })
    await failureOf(latest.client.get('/orders'))
    expect(latest.clock.waits).toEqual([1250, 2500, 5000])
  })

  it('is tried as often, and after as long, as the client or the call says', async () => {
    const { server, client, clock } = await scene(answer(503), { retries: 1, retryDelay: 200 })
    expect((await failureOf(client.get('/orders'))).attempts).toBe(2)
    expect(clock.waits).toEqual([200])
    expect((await failureOf(client.get('/orders', { retries: 2 }))).attempts).toBe(3)
    expect((await failureOf(client.get('/orders', { retries: 0 }))).attempts).toBe(1)
    expect(server.hits).toHaveLength(6)
  })

  it('waits by a backoff of the own making', async () => {
    const { client, clock } = await scene(answer(503), { retryDelay: ({ attempt }) => attempt * 10 })
    await failureOf(client.get('/orders'))
    expect(clock.waits).toEqual([10, 20, 30])
  })

  it('waits for as long as the back end asks in Retry-After (Q31)', async () => {
    const { client, clock } = await scene([answer(503, '', { 'retry-after': '30' }), well])
    await client.get('/orders/7')
    expect(clock.waits).toHaveLength(1)
    expect(clock.waits[0]).toBeGreaterThanOrEqual(30_000)
    expect(clock.waits[0]).toBeLessThan(40_000)
  })

  it('waits no shorter than its own delay where the back end asks for less', async () => {
    const { client, clock } = await scene([answer(429, '', { 'retry-after': '0' }), well])
    await client.get('/orders/7')
    expect(clock.waits).toEqual([1000])
  })

  it.each([
    ['50', 2],
    ['61', 1],
  ])('waits for a minute at the most, all in all: Retry-After %s', async (seconds, attempts) => {
    const { server, client } = await scene([answer(503, '', { 'retry-after': seconds }), well])
    await client.get('/orders/7').catch(() => {})
    expect(server.hits).toHaveLength(attempts)
  })

  it('is not tried again where the wait is too long, and says for how long to wait', async () => {
    const { server, client, clock } = await scene(answer(503, '', { 'retry-after': '120' }))
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      noRetry: 'wait-too-long',
      retryAfterMs: 120_000,
      message: expect.stringContaining('wait 120 s, longer than the option `maxDuration` leaves'),
    })
    expect(server.hits).toHaveLength(1)
    expect(clock.waits).toEqual([])
  })

  it('may wait less long than others of its client, and tell somebody else', async () => {
    const heard: string[] = []
    const { client } = await scene(answer(503), { onRetry: () => heard.push('client') })
    const error = await failureOf(
      client.get('/orders', { maxDuration: 1500, onRetry: () => heard.push('call') }),
    )
    expect(error).toMatchObject({ noRetry: 'wait-too-long', attempts: 2 })
    expect(heard).toEqual(['call'])
    await expect(client.get('/orders', { maxDuration: -1 })).rejects.toThrow('`maxDuration`')
  })

  it('is not tried again past `maxDuration`', async () => {
    const { client, clock } = await scene(answer(503), { maxDuration: 6999 })
    expect(await failureOf(client.get('/orders'))).toMatchObject({
      noRetry: 'wait-too-long',
      attempts: 3,
      message: expect.stringContaining('`maxDuration` leaves no time'),
    })
    expect(clock.waits).toEqual([1000, 2000])
    const patient = await scene(answer(503), { maxDuration: 7000 })
    expect((await failureOf(patient.client.get('/orders'))).attempts).toBe(4)
  })

  it('tells of each attempt to come, and not of the end', async () => {
    const heard: BackendRetry[] = []
    const { client } = await scene([reset, answer(503), well], { onRetry: (retry) => heard.push(retry) })
    await client.get('/orders/7')
    expect(heard).toMatchObject([
      { delayMs: 1000, error: { kind: 'network', attempts: 1, noRetry: null } },
      { delayMs: 2000, error: { kind: 'http', status: 503, attempts: 2, noRetry: null } },
    ])
  })

  it('goes on where the one who is told of attempts throws', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    const mistake = new Error('a mistake')
    const { client } = await scene([reset, well], {
      onRetry() {
        throw mistake
      },
    })
    expect(await client.get('/orders/7')).toEqual({ id: 7 })
    expect(logged).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('onRetry'), mistake)
  })

  it('leaves no listener on the signal of its caller (Q14)', async () => {
    const { client } = await scene([reset, answer(503), well], { breaker: undefined })
    const { signal } = new AbortController()
    for (let call = 0; call < 3; call++) await client.get('/orders/7', { signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('counts against a budget that all calls share, and says so (Q29)', async () => {
    const budget = retryBudget({ minimum: 3, ratio: 0.001 })
    const { server, client } = await scene(answer(503), { retryBudget: budget })
    expect((await failureOf(client.get('/orders'))).noRetry).toBe('retries-used-up')
    const error = await failureOf(client.get('/orders'))
    expect(error).toMatchObject({ kind: 'http', status: 503, attempts: 1, noRetry: 'retry-budget' })
    expect(error.message).toMatch(/retry budget is spent.*`retryBudget`/)
    expect(server.hits).toHaveLength(5)
  })

  it('has a budget of 3 retries in 10 s by default', async () => {
    const { server, client, clock } = await scene(answer(503), { retryBudget: undefined, retryDelay: 1 })
    await failureOf(client.get('/orders'))
    expect((await failureOf(client.get('/orders'))).noRetry).toBe('retry-budget')
    expect(server.hits).toHaveLength(5)
    clock.pass(10_001)
    expect((await failureOf(client.get('/orders'))).noRetry).toBe('retries-used-up')
  })
})

describe('a POST', () => {
  const failures: [string, Behaviour][] = [
    ['a reset connection', reset],
    ['a server that dies in the middle of the body', bodyReset],
    ['a 503', answer(503)],
    ['a 429', answer(429)],
  ]

  it.each(failures)('is sent once where it may have arrived: %s', async (_, failing) => {
    for (const method of ['POST', 'PATCH']) {
      const { server, client } = await scene([failing, well])
      const error = await failureOf(client.request(method, '/orders', { json: { pens: 1 } }))
      expect(error).toMatchObject({ noRetry: 'unsafe', attempts: 1 })
      expect(error.message).toContain(`a second ${method} may act twice`)
      expect(error.message).toContain('`idempotent: true`')
      expect(server.hits).toHaveLength(1)
    }
  })

  it.each(failures)('is tried again with one key for all attempts: %s', async (_, failing) => {
    for (const method of ['POST', 'PATCH']) {
      const { server, client } = await scene([failing, failing, well])
      await client.request(method, '/orders', { json: { pens: 1 }, idempotent: true })
      const [key, ...others] = keysOf(server.hits)
      expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      expect(others).toEqual([key, key])
    }
  })

  it('has another key in each call', async () => {
    const { server, client } = await scene(well)
    for (let call = 0; call < 20; call++) await client.post('/orders', {}, { idempotent: true })
    expect(new Set(keysOf(server.hits)).size).toBe(20)
  })

  it('takes a key of the own making, by option or by header', async () => {
    const { server, client } = await scene([reset, well, reset, well])
    await client.post('/orders', {}, { idempotencyKey: 'draft-1' })
    await client.post('/orders', {}, { headers: { 'Idempotency-Key': 'draft-2' } })
    expect(keysOf(server.hits)).toEqual(['draft-1', 'draft-1', 'draft-2', 'draft-2'])
  })

  it('keeps the key of its first attempt where the headers have another for each', async () => {
    let count = 0
    const { server, client } = await scene([reset, well], {
      headers: () => ({ 'idempotency-key': String(++count) }),
    })
    await client.post('/orders', {})
    expect(keysOf(server.hits)).toEqual(['1', '1'])
  })

  it('waits for the first attempt that is still under way, where it has a key', async () => {
    const { server, client } = await scene([reset, json({}, 409), well])
    expect(await client.post('/orders', {}, { idempotent: true })).toEqual({ id: 7 })
    expect(server.hits).toHaveLength(3)
  })

  it('is tried again where the connection was refused, and arrives once the server is up', async () => {
    const origin = await closedPort()
    const late = createServer((_, response) => response.end('{"id":7}'))
    onTestFinished(() => void late.close())
    const { client } = clientOf(origin, {
      retries: 1,
      onRetry: () => late.listen(Number(new URL(origin).port), '127.0.0.1'),
    })
    expect(await client.request('POST', '/orders', { json: {} })).toMatchObject({
      data: { id: 7 },
      attempts: 2,
    })
  })

  it('is sent once where it arrived, and only what it was redirected to is refused', async () => {
    const nowhere = await closedPort()
    for (const status of [301, 302, 303, 307, 308]) {
      const { server, client } = await scene(answer(status, '', { location: `${nowhere}/orders/7` }))
      const error = await failureOf(client.post('/orders', {}))
      expect(error).toMatchObject({ code: 'ECONNREFUSED', noRetry: 'unsafe', attempts: 1 })
      expect(server.hits).toHaveLength(1)
    }
  })

  it.each(['data:application/json,{}', 'http://ann:hunter2@127.0.0.1/'])(
    'is not followed to where no redirect may lead: %s',
    async (location) => {
      const { client } = await scene(answer(303, '', { location }))
      const error = await failureOf(client.post('/orders', {}))
      expect(error).toMatchObject({ kind: 'http', status: 303 })
      expect(error.message).not.toContain('hunter2')
    },
  )

  it('is tried again where redirects are told to be an error', async () => {
    const { client } = clientOf(await closedPort(), { init: { redirect: 'error' } })
    expect((await failureOf(client.post('/orders', {}))).attempts).toBe(4)
  })

  it('is sent once where the platform does not tell what went wrong, as in a browser', async () => {
    let sent = 0
    const { client } = clientOf('http://127.0.0.1', {
      fetch: () => {
        sent++
        return Promise.reject(new TypeError('Failed to fetch'))
      },
    })
    expect(await failureOf(client.post('/orders', {}))).toMatchObject({ noRetry: 'unsafe', code: null })
    expect(sent).toBe(1)
    expect((await failureOf(client.get('/orders'))).attempts).toBe(4)
  })
})

describe('an attempt', () => {
  it('is given up after its timeout, and tried again', async () => {
    const clock = new FakeClock()
    const { server, client } = await scene([hang, well], { clock, timeout: undefined })
    const data = client.get('/orders/7')
    await arrival(server, 1)
    await clock.advance(9999)
    expect(server.open.now).toBe(1)
    await clock.advance(1)
    await clock.advance(1000)
    expect(await data).toEqual({ id: 7 })
    expect(server.hits).toHaveLength(2)
    expect(clock.pendingTimers).toBe(0)
  })

  it('has until its timeout for the body too', async () => {
    const clock = new FakeClock()
    const { server, client } = await scene(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write('{"id":')
      },
      { clock, retries: 0, timeout: 5000 },
    )
    const error = failureOf(client.get('/orders/7'))
    await arrival(server, 1)
    await clock.advance(5000)
    expect(await error).toMatchObject({
      kind: 'timeout',
      message: `GET ${server.origin}/orders/7 was not answered within 5000 ms. Try again later, or allow more tries (option \`retries\`).`,
    })
  })

  it('of a POST without a key is not followed by another when it took too long', async () => {
    const clock = new FakeClock()
    const { server, client } = await scene(hang, { clock })
    const error = failureOf(client.post('/orders', {}, { timeout: 300 }))
    await arrival(server, 1)
    await clock.advance(300)
    expect(await error).toMatchObject({ kind: 'timeout', noRetry: 'unsafe', attempts: 1 })
    expect(clock.pendingTimers).toBe(0)
  })

  it('is given up in time also where `fetch` does not obey its signal', async () => {
    const clock = new FakeClock()
    const { client } = await scene(well, {
      clock,
      retries: 0,
      timeout: 300,
      fetch: () => new Promise(() => {}),
    })
    const error = failureOf(client.get('/orders'))
    await clock.advance(300)
    expect((await error).kind).toBe('timeout')
  })
})

describe('the caller', () => {
  it('aborts a call under way with a reason of its own (Q15)', async () => {
    const { server, client } = await scene(hang)
    const controller = new AbortController()
    const outcome = thrownBy(client.get('/orders', { signal: controller.signal }))
    await arrival(server, 1)
    const reason = new Error('the page was left')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
  })

  it('aborts a call that waits to be tried again, at once (Q15)', async () => {
    const clock = new FakeClock()
    const { server, client } = await scene(answer(503), { clock })
    const controller = new AbortController()
    const outcome = thrownBy(client.get('/orders', { signal: controller.signal }))
    await arrival(server, 1)
    while (clock.pendingTimers !== 1 || server.open.now > 0) await clock.advance(0)
    controller.abort('enough')
    expect(await outcome).toBe('enough')
    expect(clock.pendingTimers).toBe(0)
  })

  it('gets its own timeout as it is', async () => {
    const { server, client } = await scene(hang)
    const controller = new AbortController()
    const outcome = thrownBy(client.get('/orders', { signal: controller.signal }))
    await arrival(server, 1)
    const reason = new DOMException('too late for the user', 'TimeoutError')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
  })

  it('who has aborted already has nothing sent', async () => {
    const { server, client } = await scene(well)
    const reason = new Error('left')
    expect(await thrownBy(client.get('/orders', { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(server.hits).toHaveLength(0)
  })

  it('gets an error of its own code as it is, and the call is not tried again', async () => {
    let asked = 0
    const own = new Error('the session is over')
    const { server, client } = await scene(well, {
      headers: () => {
        asked++
        throw own
      },
    })
    expect(await thrownBy(client.get('/orders'))).toBe(own)
    expect(asked).toBe(1)
    expect(server.hits).toHaveLength(0)
  })
})

/** Waits until the server has had so many requests. */
async function arrival(server: MisbehavingServer, count: number): Promise<void> {
  while (server.hits.length < count) await nextTurn()
}
