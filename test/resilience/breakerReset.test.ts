import { describe, expect, it, vi } from 'vitest'
import type { Backoff } from '../../src/resilience/backoff.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { MAX_DELAY_MS } from '../../src/time/clock.js'
import { notesDuring, RESET, TRIPS_AT, trialBreaker } from './breakerTrial.js'
import { errorOf } from './policyTrial.js'

const MINUTE = 60_000
/** How long a breaker stays open at first where it is told nothing and chance gives 0. */
const DEFAULT = 5000

describe('how long a breaker stays open', () => {
  it('is 5 s, twice as long each time and 30 s at the most, and up to a fifth longer by chance (Q40)', async () => {
    const waitsBy = async (chance: number) => {
      const clock = new FakeClock()
      const breaker = createBreaker({ clock, random: () => chance })
      const waits: number[] = []
      for (let time = 0; time < TRIPS_AT; time++) breaker.acquire()?.fail()
      for (let round = 0; round < 5; round++) {
        waits.push(breaker.retryAfterMs())
        await clock.advance(breaker.retryAfterMs())
        breaker.acquire()?.fail()
      }
      return waits
    }
    expect(await waitsBy(0)).toEqual([5000, 10_000, 20_000, 30_000, 30_000])
    expect(await waitsBy(0.5)).toEqual([5500, 11_000, 22_000, 33_000, 33_000])
  })

  it('is spread by the chance of the platform where none is given (Q40)', () => {
    const waits = Array.from({ length: 20 }, () => {
      const breaker = createBreaker({ clock: new FakeClock() })
      for (let time = 0; time < TRIPS_AT; time++) breaker.acquire()?.fail()
      return breaker.retryAfterMs()
    })
    expect(new Set(waits).size).toBeGreaterThan(1)
  })

  it('may be a number of milliseconds, the same each time', async () => {
    const { breaker, call, openAndWait } = trialBreaker({ resetAfter: 70 })
    await openAndWait()
    call().fail()
    expect(breaker.state).toMatchObject({ attempt: 2, waitMs: 70, until: 140 })
  })

  it('may be nothing: the next call finds out', () => {
    const { breaker, call, failTimes } = trialBreaker({ resetAfter: 0 })
    failTimes(TRIPS_AT)
    expect(breaker.state.kind).toBe('open')
    call().succeed()
    expect(breaker.state.kind).toBe('closed')
  })

  it('may be a backoff, which is told how often it has opened, the wait before, and the chance to use', async () => {
    const resetAfter = vi.fn<Backoff>(() => 50)
    const random = () => 0.25
    const { clock, call, failTimes } = trialBreaker({ resetAfter, random })
    failTimes(TRIPS_AT)
    await clock.advance(50)
    call().fail()
    expect(resetAfter.mock.calls).toEqual([
      [{ attempt: 1, previousMs: undefined }, random],
      [{ attempt: 2, previousMs: 50 }, random],
    ])
  })

  it('is as long as a timer can wait at the most (Q40)', () => {
    const { breaker, failTimes } = trialBreaker({ resetAfter: () => Infinity })
    failTimes(TRIPS_AT)
    expect(breaker.retryAfterMs()).toBe(MAX_DELAY_MS)
  })

  it.each([
    ['no number', Number.NaN],
    ['less than nothing', -1],
    ['without end below nothing', -Infinity],
    ['a promise', Promise.resolve(1) as unknown as number],
    ['nothing at all', undefined as unknown as number],
  ])('is the default where the backoff gives what is %s (Q40)', async (_, given) => {
    const { breaker, clock, call, failTimes } = trialBreaker({ resetAfter: () => given })
    failTimes(TRIPS_AT)
    expect(breaker.retryAfterMs()).toBe(DEFAULT)
    await clock.advance(DEFAULT)
    call().fail()
    expect(breaker.retryAfterMs()).toBe(2 * DEFAULT)
  })

  it('is the default where the backoff throws, which the developer is told; no caller meets it, no probe is lost', async () => {
    const oops = new Error('oops')
    const down = new Error('503')
    const { breaker, clock } = trialBreaker({
      resetAfter: () => {
        throw oops
      },
    })
    const fails = () => Promise.reject(down)
    const notes = await notesDuring(async () => {
      for (let time = 0; time < TRIPS_AT; time++) expect(await errorOf(breaker.execute(fails))).toBe(down)
      expect(breaker.retryAfterMs()).toBe(DEFAULT)
      await clock.advance(DEFAULT)
      expect(await errorOf(breaker.execute(fails))).toBe(down)
    })
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 2, waitMs: 2 * DEFAULT })
    expect(notes).toEqual(
      Array.from({ length: 2 }, () => [
        'react-api-status: resetAfter threw; the breaker goes on without it.',
        oops,
      ]),
    )
  })
})

function thrower(): never {
  throw new Error('hands off')
}

describe('a failure that asks for a wait', () => {
  const asking = (retryAfterMs: unknown) => Object.assign(new Error('429'), { retryAfterMs })

  it.each([
    ['longer than the own wait', RESET + 1, RESET + 1],
    ['shorter than that', RESET - 1, RESET],
    ['of ten minutes', 10 * MINUTE, 10 * MINUTE],
    ['of more than ten minutes', 10 * MINUTE + 1, 10 * MINUTE],
    ['without end', Infinity, 10 * MINUTE],
    ['of no number', Number.NaN, RESET],
    ['of less than nothing', -5000, RESET],
    ['in words', '5000', RESET],
  ])('%s is heard when it opens the breaker (Q31)', (_, asked, waitMs) => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT, asking(asked))
    expect(breaker.state).toMatchObject({ kind: 'open', waitMs, until: waitMs })
  })

  it('is heard when it opens the breaker again (Q31)', async () => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    call().fail(asking(7000))
    expect(breaker.retryAfterMs()).toBe(7000)
  })

  it.each([null, undefined, 'down', 7])('need not be an object: %j asks for none (Q31)', (cause) => {
    const { breaker, failTimes } = trialBreaker()
    failTimes(TRIPS_AT, cause)
    expect(breaker.retryAfterMs()).toBe(RESET)
  })

  it('may do so in its headers, or in those of its response, or be that response (Q31)', async () => {
    const response = new Response(null, { status: 503, headers: { 'retry-after': '7' } })
    const { headers } = response
    for (const cause of [response, { response }, { headers }, { response: { headers } }]) {
      const { breaker, failTimes } = trialBreaker()
      failTimes(TRIPS_AT, cause)
      expect(breaker.retryAfterMs()).toBe(7000)
    }
    const { breaker, openAndWait } = trialBreaker({ isFailure: () => true })
    await openAndWait()
    await breaker.execute(() => response)
    expect(breaker.retryAfterMs()).toBe(7000)
  })

  it('is heard by its number rather than by its headers, and to the second of its own clock (Q31)', () => {
    const sent = { date: 'Thu, 01 Jan 1998 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 1998 00:00:30 GMT' }
    const causes = [{ retryAfterMs: 8000, headers: new Headers(sent) }, { headers: new Headers(sent) }]
    const waits = causes.map((cause) => {
      const { breaker, failTimes } = trialBreaker()
      failTimes(TRIPS_AT, cause)
      return breaker.retryAfterMs()
    })
    expect(waits).toEqual([8000, 30_000])
  })

  it.each([
    ['has no headers', { headers: null, response: null }],
    ['has headers that can’t be asked', { headers: { get: '7' } }],
    ['has a response without headers', { response: {} }],
    ['has headers that throw', { headers: new Proxy({}, { get: () => thrower() }) }],
    ['throws at everything', new Proxy({}, { get: () => thrower() })],
  ])('asks for none if it %s, and can’t keep a trial from its end (Q31)', async (_, cause) => {
    const { breaker, call, openAndWait } = trialBreaker()
    await openAndWait()
    call().fail(cause)
    expect(breaker.state).toMatchObject({ kind: 'open', attempt: 2, waitMs: RESET })
  })

  it('may be an error that a call rejects with, or a result that counts as a failure (Q31)', async () => {
    const rules = { isFailure: () => true }
    const { signal } = new AbortController()
    for (const options of [undefined, { signal }]) {
      const erring = trialBreaker().breaker
      const answering = trialBreaker(rules).breaker
      for (let time = 0; time < TRIPS_AT; time++) {
        await errorOf(erring.execute(() => Promise.reject(asking(7000)), options))
        await answering.execute(() => ({ status: 429, retryAfterMs: 8000 }), options)
      }
      expect([erring, answering].map((breaker) => breaker.retryAfterMs())).toEqual([7000, 8000])
    }
  })
})
