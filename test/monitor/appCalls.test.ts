import { describe, expect, it } from 'vitest'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

const orders = 'https://app.test/api/orders'
const probes = (it: Scene) => it.endpoint.requests.filter(({ url }) => url.includes('health')).length

/** Answers probes with a healthy report, or as told; and the app's calls with a status code, or not at all. */
function backEnd(it: Scene, calls: number | 'refuse', probe: number | 'report' | 'refuse' = 'report') {
  it.endpoint.answer({
    kind: 'respond',
    respond: ({ url }) => {
      const wanted = url.includes('health') ? probe : calls
      if (wanted === 'refuse') throw new TypeError('Failed to fetch')
      if (wanted === 'report') return Response.json({ status: 'healthy' })
      return new Response(null, { status: wanted })
    },
  })
}

async function callTimes(it: Scene, times: number, init?: RequestInit, url = orders) {
  const outcomes: string[] = []
  for (let call = 0; call < times; call++) {
    outcomes.push(
      await it.monitor.fetch(url, init).then(
        ({ status }) => String(status),
        (error: Error) => error.name,
      ),
    )
  }
  return outcomes
}

describe('the breaker around the calls of the app', () => {
  it.each([502, 503, 504, 'refuse'] as const)('opens after three failures in a row (%s)', async (failure) => {
    const it = scene()
    backEnd(it, failure)
    await it.begin()
    const outcomes = await callTimes(it, 5)
    expect(outcomes.slice(3)).toEqual(['BreakerOpenError', 'BreakerOpenError'])
    expect(outcomes.slice(0, 3)).not.toContain('BreakerOpenError')
  })

  it('says until when, in the error, the event and the snapshot', async () => {
    const it = scene()
    backEnd(it, 503)
    await it.begin()
    const events: unknown[] = []
    it.monitor.on('breaker', (event) => events.push(event))
    await callTimes(it, 3)
    const until = it.clock.wallNow() + 5000
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'open', until })
    expect(events).toEqual([{ key: 'https://app.test', status: { state: 'open', until } }])
    const error = await it.monitor.fetch(orders).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BreakerOpenError)
    expect(error).toMatchObject({ key: 'https://app.test', until, retryAfterMs: 5000 })
    expect((error as Error).message).toMatch(/not sent.*Try again after 2026-01-01T00:00:05.000Z/)
  })

  it('waits as long as the back end asks for', async () => {
    const it = scene()
    it.endpoint.answer({
      kind: 'respond',
      respond: ({ url }) =>
        url.includes('health')
          ? Response.json({ status: 'healthy' })
          : new Response(null, { status: 503, headers: { 'retry-after': '20' } }),
    })
    await callTimes(it, 3)
    const until = it.clock.wallNow() + 20_000
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'open', until })
  })

  it('closes with the first call that works, and stays open longer each time none does, up to 30 s', async () => {
    const it = scene()
    backEnd(it, 503, 'refuse')
    await callTimes(it, 3)
    const waits: number[] = []
    for (let round = 0; round < 5; round++) {
      const { breaker } = it.monitor.getSnapshot()
      const wait = breaker.state === 'open' ? breaker.until - it.clock.wallNow() : 0
      waits.push(wait)
      await it.clock.advance(wait)
      expect(await callTimes(it, 1)).toEqual(['503'])
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 30_000, 30_000])
    backEnd(it, 200)
    await it.clock.advance(30_000)
    expect(await callTimes(it, 4)).toEqual(['200', '200', '200', '200'])
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'closed' })
  })

  it('lets a single call find out (R31)', async () => {
    const it = scene()
    backEnd(it, 503, 'refuse')
    await callTimes(it, 3)
    await it.clock.advance(5000)
    it.endpoint.answer({ kind: 'hang' })
    void it.monitor.fetch(orders).catch(() => {})
    expect(await callTimes(it, 2)).toEqual(['BreakerOpenError', 'BreakerOpenError'])
  })

  it.each([200, 301, 400, 401, 404, 429, 500, 501])('takes a %i for an answer (R7)', async (status) => {
    const it = scene()
    backEnd(it, status)
    expect(await callTimes(it, 5)).toEqual(Array(5).fill(String(status)))
  })

  it('does not count a call that the caller aborted, and counts one that the caller gave up waiting for', async () => {
    const it = scene()
    it.endpoint.answer({ kind: 'hang' })
    const aborted = AbortSignal.abort()
    expect(await callTimes(it, 5, { signal: aborted })).toEqual(Array(5).fill('AbortError'))
    const timedOut = AbortSignal.abort(new DOMException('too long', 'TimeoutError'))
    expect(await callTimes(it, 4, { signal: timedOut })).toEqual([
      'TimeoutError',
      'TimeoutError',
      'TimeoutError',
      'BreakerOpenError',
    ])
  })

  it('does not count calls that are made while the device is offline', async () => {
    const it = scene({}, { isOnline: false })
    backEnd(it, 'refuse')
    expect(await callTimes(it, 5)).toEqual(Array(5).fill('TypeError'))
  })

  it('does not count a write that a read-only back end refuses; a read it counts', async () => {
    const it = scene()
    it.endpoint.report({ readOnly: true })
    await it.begin()
    backEnd(it, 503)
    expect(await callTimes(it, 5, { method: 'POST' })).toEqual(Array(5).fill('503'))
    expect((await callTimes(it, 4)).at(-1)).toBe('BreakerOpenError')
  })

  it('stands before one origin each', async () => {
    const it = scene()
    backEnd(it, 503)
    await callTimes(it, 4)
    expect(await callTimes(it, 1, {}, 'https://other.test/x')).toEqual(['503'])
    expect(it.monitor.getSnapshot().breaker.state).toBe('open')
  })

  it('can be keyed in another way, or left out', async () => {
    const keyed = scene({ breaker: { key: ({ pathname }) => pathname } })
    backEnd(keyed, 503)
    await callTimes(keyed, 4)
    expect(await callTimes(keyed, 1, {}, 'https://app.test/api/other')).toEqual(['503'])
    const none = scene({ breaker: false })
    backEnd(none, 503)
    expect(await callTimes(none, 10)).toEqual(Array(10).fill('503'))
  })

  it('shows the worst of them where several stand before the back end', async () => {
    const it = scene({ breaker: { key: ({ pathname }) => pathname } })
    backEnd(it, 503)
    await callTimes(it, 3, {}, 'https://app.test/a')
    await callTimes(it, 3, {}, 'https://app.test/b')
    await it.clock.advance(5000)
    backEnd(it, 200)
    await callTimes(it, 1, {}, 'https://app.test/b')
    expect(it.monitor.getSnapshot().breaker.state).toBe('open')
    await callTimes(it, 1, {}, 'https://app.test/a')
    expect(it.monitor.getSnapshot().breaker.state).toBe('closed')
  })

  it.each([
    [
      'key',
      {
        key: () => {
          throw new Error('boom')
        },
      },
    ],
    [
      'tripAfter',
      {
        tripAfter: () => {
          throw new Error('boom')
        },
      },
    ],
  ])('costs no call its answer when its %s throws', async (_name, breaker) => {
    const it = scene({ breaker })
    backEnd(it, 503)
    expect(await callTimes(it, 5)).toEqual(Array(5).fill('503'))
    expect(it.errors.length).toBeGreaterThan(0)
  })

  it('waits as by default when its resetAfter throws', async () => {
    const resetAfter = () => {
      throw new Error('boom')
    }
    const it = scene({ breaker: { resetAfter } })
    backEnd(it, 503)
    expect(await callTimes(it, 4)).toEqual(['503', '503', '503', 'BreakerOpenError'])
    expect(it.errors.length).toBeGreaterThan(0)
  })

  it('keeps no more than a bounded number of them', async () => {
    let made = 0
    const it = scene({
      breaker: {
        key: ({ pathname }) => pathname,
        tripAfter: () => (made++, { succeeded() {}, failed: () => true }),
      },
    })
    backEnd(it, 200)
    for (let path = 0; path < 150; path++) await callTimes(it, 1, {}, `https://app.test/${path}`)
    const before = made
    await callTimes(it, 1, {}, 'https://app.test/149')
    expect(made).toBe(before)
    await callTimes(it, 1, {}, 'https://app.test/0')
    expect(made).toBe(before + 1)
  })

  it('passes input and init on untouched', async () => {
    const seen: unknown[] = []
    const it = scene({
      fetch: async (...call) => {
        seen.push(call)
        return new Response('ok')
      },
    })
    const init = { method: 'POST', body: '{}', credentials: 'include' } as const
    await it.monitor.fetch('/api/orders', init)
    expect(seen).toEqual([['/api/orders', init]])
    expect((seen as unknown[][])[0]?.[1]).toBe(init)
  })
})

describe('probes and the breaker of their own origin', () => {
  it('never pass through it (R33)', async () => {
    const it = scene()
    backEnd(it, 503)
    await it.begin()
    await callTimes(it, 4)
    const before = probes(it)
    await it.nextPoll()
    expect(probes(it)).toBe(before + 1)
  })

  it('half-open it with a healthy report', async () => {
    const it = scene()
    backEnd(it, 503)
    await it.begin()
    await callTimes(it, 3)
    void it.monitor.check()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'half-open' })
    backEnd(it, 200)
    expect(await callTimes(it, 1)).toEqual(['200'])
  })

  it('restart its wait when they find nobody', async () => {
    const it = scene()
    backEnd(it, 503, 'refuse')
    await callTimes(it, 3)
    await it.clock.advance(4000)
    void it.monitor.check()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().breaker).toEqual({ state: 'open', until: it.clock.wallNow() + 5000 })
  })

  it('leave it to time with any other verdict, and leave other origins alone', async () => {
    const it = scene()
    backEnd(it, 503, 401)
    await callTimes(it, 3)
    await callTimes(it, 3, {}, 'https://other.test/x')
    const before = it.monitor.getSnapshot().breaker
    await it.clock.advance(1000)
    void it.monitor.check()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().breaker).toEqual(before)
    backEnd(it, 503, 'report')
    await it.clock.advance(2000)
    void it.monitor.check()
    await it.clock.advance(0)
    expect(await callTimes(it, 1, {}, 'https://other.test/x')).toEqual(['BreakerOpenError'])
  })
})

describe('calls as evidence', () => {
  it('that they fail asks for one confirming probe within 5 s, and not for another before an interval is over (R8, R30)', async () => {
    const it = scene({ breaker: false, interval: 30_000 })
    backEnd(it, 503)
    await it.begin()
    await it.clock.advance(1000)
    await callTimes(it, 20)
    await it.clock.advance(5000)
    expect(probes(it)).toBe(2)
    await callTimes(it, 20)
    await it.clock.advance(10_000)
    expect(probes(it)).toBe(2)
  })

  it('that they work cuts the wait of an outage short (R8)', async () => {
    const it = scene()
    backEnd(it, 200, 'refuse')
    await it.begin()
    await it.nextPoll()
    await it.nextPoll()
    const before = probes(it)
    backEnd(it, 200)
    await callTimes(it, 1)
    await it.clock.advance(5000)
    expect(probes(it)).toBe(before + 1)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })

  it('of bad news does not use up the patience for good news', async () => {
    const it = scene({ breaker: false })
    backEnd(it, 503, 'refuse')
    await it.begin()
    it.endpoint.answer({ kind: 'status', status: 200 })
    void it.monitor.check()
    await it.clock.advance(2000)
    backEnd(it, 503, 'refuse')
    await callTimes(it, 1)
    await it.clock.advance(5000)
    await it.nextPoll()
    await it.nextPoll()
    expect(it.monitor.getSnapshot().status).toBe('unhealthy')
    backEnd(it, 200)
    await callTimes(it, 1)
    await it.clock.advance(5000)
    expect(it.monitor.getSnapshot().status).toBe('healthy')
  })

  it('of good news says nothing where nothing is wrong (R8)', async () => {
    const it = scene()
    await it.begin()
    it.endpoint.answer({ kind: 'status', status: 404 })
    void it.monitor.check()
    await it.clock.advance(0)
    expect(it.monitor.getSnapshot().status).toBe('unknown')
    const before = probes(it)
    backEnd(it, 200)
    await callTimes(it, 3)
    await it.clock.advance(6000)
    expect(probes(it)).toBe(before)
  })

  it('says nothing where they go elsewhere', async () => {
    const it = scene({ breaker: false })
    backEnd(it, 'refuse')
    await it.begin()
    await callTimes(it, 5, {}, 'https://other.test/x')
    await it.clock.advance(6000)
    expect(probes(it)).toBe(1)
  })

  it('may come from calls made by other means (R8)', async () => {
    const it = scene()
    await it.begin()
    const call = Promise.reject<Response>(new TypeError('Failed to fetch'))
    expect(it.monitor.observe(call)).toBe(call)
    await call.catch(() => {})
    await it.clock.advance(5000)
    expect(probes(it)).toBe(2)
    const odd = Promise.resolve(undefined) as unknown as Promise<Response>
    expect(it.monitor.observe(odd)).toBe(odd)
  })

  it('may be a response made by other means', async () => {
    const it = scene()
    await it.begin()
    const response = new Response(null, { status: 503 })
    expect(it.monitor.observe(response)).toBe(response)
    await it.clock.advance(5000)
    expect(probes(it)).toBe(2)
  })

  it('wakes a hidden tab, where nobody polls, when a call meets an open breaker', async () => {
    const it = scene()
    backEnd(it, 503)
    await it.begin()
    it.world.setVisible(false)
    await it.clock.advance(60_000)
    expect(probes(it)).toBe(1)
    await callTimes(it, 4)
    await it.clock.advance(0)
    expect(probes(it)).toBe(2)
    await callTimes(it, 4)
    await it.clock.advance(1000)
    expect(probes(it)).toBe(2)
  })
})
