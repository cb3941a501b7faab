import { describe, expect, it } from 'vitest'
import type { BackendClientOptions } from '../../src/client/options.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { TimeoutError } from '../../src/resilience/timeoutError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { nextTurn } from '../../src/time/turn.js'
import { answer, hang, json } from '../monitor/misbehaviour.js'
import { clientOf, closedPort, failureOf, scene, thrownBy } from './backEnd.js'

const well = json({ id: 7 })
const strict: BackendClientOptions['breaker'] = { tripAfter: consecutiveFailures(1) }

/** Headers that come when they are let go. */
function lateHeaders() {
  let letGo = (): void => {}
  const headers = new Promise<Record<string, string>>((resolve) => (letGo = () => resolve({})))
  return { headers: () => headers, letGo: () => letGo() }
}

/** Heeds no signal. */
const disobedient: typeof globalThis.fetch = (input, init) =>
  globalThis.fetch(input, { ...init, signal: null })

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn()
}

describe('an attempt that was given up', () => {
  it('before its headers came is not sent when they come', async () => {
    const { headers, letGo } = lateHeaders()
    const { server, client } = await scene(well, { headers, fetch: disobedient })
    const controller = new AbortController()
    const outcome = thrownBy(client.post('/orders', {}, { signal: controller.signal }))
    await someTurns()
    controller.abort('left')
    expect(await outcome).toBe('left')
    letGo()
    await someTurns()
    expect(server.hits).toHaveLength(0)
  })

  it('before its headers came was never sent, and may be tried again whatever its method', async () => {
    const clock = new FakeClock()
    const { headers, letGo } = lateHeaders()
    const { server, client } = await scene(well, {
      headers,
      clock,
      retries: 1,
      timeout: 300,
      breaker: strict,
    })
    const outcome = failureOf(client.post('/orders', {}))
    await clock.advance(300)
    await clock.advance(1000)
    await clock.advance(300)
    expect(await outcome).toMatchObject({
      kind: 'timeout',
      attempts: 0,
      noRetry: 'retries-used-up',
      message:
        `POST ${server.origin}/orders was not answered within 300 ms: it was not sent, since \`headers\` gave none. ` +
        'Try again later, or allow more tries (option `retries`).',
    })
    letGo()
    await someTurns()
    expect(server.hits).toHaveLength(0)
    expect(await client.post('/orders', {})).toEqual({ id: 7 })
  })

  it('after it was sent has that said of it, also where another had waited for headers', async () => {
    const clock = new FakeClock()
    const { headers, letGo } = lateHeaders()
    const { server, client } = await scene(hang, { headers, clock, timeout: 300 })
    const outcome = failureOf(client.post('/orders', {}))
    await clock.advance(300)
    letGo()
    await clock.advance(1000)
    while (server.hits.length === 0) await nextTurn()
    await clock.advance(300)
    expect(await outcome).toMatchObject({ kind: 'timeout', attempts: 1, noRetry: 'unsafe' })
  })

  it('before its headers came is no more than that, where the one before was sent and refused', async () => {
    const clock = new FakeClock()
    let asked = 0
    const headers = () => (asked++ === 0 ? {} : new Promise<never>(() => {}))
    const { client } = clientOf(await closedPort(), { headers, clock, retries: 1, timeout: 300 })
    const outcome = failureOf(client.post('/orders', {}))
    while (asked < 2) {
      await nextTurn()
      if (clock.pendingTimers === 1) await clock.advance(299)
    }
    await clock.advance(300)
    expect(await outcome).toMatchObject({ kind: 'timeout', attempts: 1, noRetry: 'retries-used-up' })
  })

  it('is not sent on to where its answer leads', async () => {
    const controller = new AbortController()
    let sent = 0
    const { server, client } = await scene(well, {
      fetch: async (input, init) => {
        if (sent++ > 0) return disobedient(input, init)
        controller.abort('left')
        return new Response(null, { status: 307, headers: { location: '/elsewhere' } })
      },
    })
    expect(await thrownBy(client.post('/orders', {}, { signal: controller.signal }))).toBe('left')
    await someTurns()
    expect(server.hits).toHaveLength(0)
  })
})

describe('an error of the app’s own headers', () => {
  it('is handed on as it is, says nothing of the back end, and is not tried again', async () => {
    const other = await scene(answer(503), { retries: 0 })
    const errors = [
      await failureOf(other.client.get('/token')),
      new TimeoutError(5),
      new TypeError('no token'),
    ]
    for (const [error, retries] of errors.flatMap((each) => [[each, 0] as const, [each, 3] as const])) {
      let asked = 0
      let isBroken = true
      const { client } = await scene(well, {
        breaker: { ...strict, isFailure: () => true, isIgnored: () => false },
        retries,
        headers: () => {
          asked++
          return isBroken ? Promise.reject(error) : {}
        },
      })
      expect(await thrownBy(client.get('/orders'))).toBe(error)
      expect(asked).toBe(1)
      isBroken = false
      expect((await client.request('GET', '/orders')).status).toBe(200)
    }
  })
})

describe('a timeout of a `fetch` of the own making', () => {
  const giveUp = () => Promise.reject(new DOMException('This operation was aborted', 'AbortError'))
  const answerNever = () =>
    Promise.resolve(new Response(new ReadableStream({ pull: giveUp }, { highWaterMark: 0 })))

  it.each([
    ['while it waits for an answer', giveUp],
    ['while it reads the answer', answerNever],
  ])('is one, and no abort by the caller, %s', async (_, fetch) => {
    const { client } = await scene(well, { fetch, breaker: strict, retries: 0 })
    const error = await failureOf(client.post('/orders', {}))
    expect(error).toMatchObject({ kind: 'timeout', attempts: 1, noRetry: 'unsafe', detail: 'in time' })
    expect(error.cause).toMatchObject({ name: 'AbortError' })
    expect((await failureOf(client.get('/orders'))).kind).toBe('breaker-open')
  })

  it('is tried again where that is safe', async () => {
    const { client } = await scene(well, { fetch: giveUp })
    expect(await failureOf(client.get('/orders'))).toMatchObject({ kind: 'timeout', attempts: 4 })
  })
})
