import { describe, expect, it, vi } from 'vitest'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { createBreakers } from '../../src/resilience/breakers.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { BreakerOpenError } from '../../src/resilience/errors.js'
import { fallback } from '../../src/resilience/fallback.js'
import { FallbackError } from '../../src/resilience/fallbackError.js'
import type { FallbackCall, FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import { staleIfError } from '../../src/resilience/staleIfError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { errorOf, hangs, lasting, scripted, trial, watch } from './policyTrial.js'

const down = new Error('503')
const bug = new Error('a bug in the fallback')

/** A strategy that writes down what it is told. */
function told(hooks: Partial<FallbackStrategy<string>> = {}) {
  const log: unknown[][] = []
  const strategy: FallbackStrategy<string> = {
    name: 'told',
    priority: 0,
    before(call) {
      log.push(['before', call])
      return hooks.before?.(call)
    },
    after(error, call) {
      log.push(['after', error, call])
      return hooks.after?.(error, call)
    },
    settled: (outcome, verdict, call) => void log.push(['settled', outcome, verdict, call]),
  }
  return { log, strategy, hooks: () => log.map(([hook]) => hook) }
}

describe('a fallback', () => {
  it('answers once for a call that has failed after all, with the error at hand (Q17)', async () => {
    const clock = new FakeClock()
    const answer = vi.fn(() => 'instead')
    const { policy: own } = trial({ retry: { retries: 2, backoff: 100 }, fallback: fallback(answer) }, clock)
    const call = watch(own.execute(scripted(new Error('500'), new Error('502'), down)))
    await clock.advance(199)
    expect(answer).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'instead' })
    expect(answer).toHaveBeenCalledExactlyOnceWith(down)
  })

  it('is not asked about a call that works', async () => {
    const answer = vi.fn()
    const { policy: own } = trial({ fallback: fallback(answer) })
    expect(await own.execute(() => undefined)).toBeUndefined()
    expect(answer).not.toHaveBeenCalled()
  })

  it.each([
    ['that is no failure', { isFailure: () => false }],
    ['that is ignored', { isIgnored: () => true }],
  ])('is not asked about an error %s (Q18)', async (_, rules) => {
    const clock = new FakeClock()
    const answer = vi.fn()
    const { policy: own } = trial(
      { breaker: createBreaker({ clock, ...rules }), fallback: fallback(answer) },
      clock,
    )
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
    expect(answer).not.toHaveBeenCalled()
  })

  it('that throws rejects with the original as cause (Q17)', async () => {
    const { policy: own } = trial({ fallback: fallback(() => Promise.reject(bug)) })
    const error = (await errorOf(own.execute(scripted(down)))) as FallbackError
    expect(error).toBeInstanceOf(FallbackError)
    expect(error).toMatchObject({ cause: down, errors: [bug] })
    expect(await own.tryExecute(scripted(down))).toMatchObject({ kind: 'error', error: { cause: down } })
  })

  it('that has no answer leaves the error as it is', async () => {
    const { policy: own } = trial({ fallback: fallback(() => 'instead', { when: () => false }) })
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
  })

  it('may take its time, at the end of which nothing is left', async () => {
    const clock = new FakeClock()
    const { policy: own } = trial({ timeout: 1000, fallback: fallback(lasting(clock, 5000, 'late')) }, clock)
    const call = watch(own.execute(scripted(down)))
    await clock.advance(4999)
    expect(call.outcome).toBe('pending')
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'late' })
    expect(clock.pendingTimers).toBe(0)
  })

  it('of several is the one with the highest priority that answers, and no other is asked', async () => {
    const last = vi.fn(() => 'last')
    const { policy: own } = trial({
      fallback: [
        fallback(last, { name: 'last', priority: -1 }),
        fallback(() => 'second', { name: 'second' }),
        fallback(() => Promise.reject(bug), { name: 'first', priority: 1 }),
      ],
    })
    expect(await own.tryExecute(scripted(down))).toEqual({
      kind: 'fallback',
      value: 'second',
      by: 'second',
      cause: down,
    })
    expect(last).not.toHaveBeenCalled()
  })
})

describe('a result that counts as a failure', () => {
  const parts = (clock: FakeClock) => ({ breaker: createBreaker({ clock, isFailure: () => true }) })

  it.each([['busy'], [undefined], [Number.NaN]])(
    'is answered by a fallback, or given as it is: %s',
    async (busy) => {
      const clock = new FakeClock()
      const when = vi.fn(() => true)
      const answers = trial(
        { ...parts(clock), fallback: degradedResponse('degraded', { when }) },
        clock,
      ).policy
      expect(await answers.tryExecute(() => busy)).toEqual({
        kind: 'fallback',
        value: 'degraded',
        by: 'degraded-response',
        cause: busy,
      })
      expect(when).toHaveBeenCalledExactlyOnceWith(busy)
      const silent = degradedResponse('degraded', { when: () => false })
      const { policy: own } = trial({ ...parts(clock), fallback: silent }, clock)
      expect(await own.tryExecute(() => busy)).toEqual({ kind: 'result', value: busy })
    },
  )

  it('is the cause where a fallback throws', async () => {
    const clock = new FakeClock()
    const throws = () => {
      throw bug
    }
    const { policy: own } = trial({ ...parts(clock), fallback: fallback(throws) }, clock)
    expect(await errorOf(own.execute(() => 'busy'))).toMatchObject({ name: 'FallbackError', cause: 'busy' })
  })
})

describe('a fallback behind an open breaker', () => {
  it.each([
    ['at once', () => 'instead', undefined],
    ['by a promise', async () => 'instead', undefined],
    ['with options for the call', () => 'instead', { key: 'orders' }],
  ])('answers without the action: %s', async (_, answer, options) => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const asked = vi.fn(answer)
    const { policy: own } = trial({ breaker, fallback: fallback(asked) }, clock)
    const action = vi.fn()
    expect(await own.execute(action, options)).toBe('instead')
    expect(action).not.toHaveBeenCalled()
    expect(asked).toHaveBeenCalledExactlyOnceWith(expect.any(BreakerOpenError))
    expect(breaker.metrics().totals.refused).toBe(1)
  })

  it.each([
    ['has no answer', () => Promise.resolve(), { when: () => false }, { name: 'BreakerOpenError' }],
    ['throws', () => Promise.reject(bug), {}, { name: 'FallbackError', errors: [bug] }],
  ])('that %s leaves the call refused', async (_, answer, options, error) => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const { policy: own } = trial({ breaker, fallback: fallback(answer, options) }, clock)
    expect(await errorOf(own.execute(hangs))).toMatchObject(error)
  })

  it('knows which call it answers', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const strategy: FallbackStrategy<FallbackCall> = {
      name: 'own',
      priority: 0,
      after: (_, call) => ({ value: call }),
    }
    const { policy: own } = trial({ breaker, fallback: strategy }, clock)
    const { signal } = new AbortController()
    expect(await own.execute(hangs)).toEqual({ key: '', clock, signal: undefined })
    expect(await own.execute(hangs, { key: 'orders', signal })).toEqual({ key: 'orders', clock, signal })
    const aborted = own.execute(hangs, { signal: AbortSignal.abort('gone') })
    expect(await errorOf(aborted)).toBe('gone')
  })

  it('leaves the one permit after a break to the call that it does not answer', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock, resetAfter: 5000 })
    for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
    const { policy: own } = trial({ breaker, fallback: degradedResponse('degraded') }, clock)
    await clock.advance(5000)
    expect(await Promise.all([own.execute(() => 'up'), own.execute(hangs)])).toEqual(['up', 'degraded'])
    expect(breaker.state.kind).toBe('closed')
  })

  it('is no hindrance once that is closed again: the action is called, once and with one permit', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const { policy: own } = trial({ breaker, timeout: 1000, fallback: degradedResponse('degraded') }, clock)
    breaker.forceOpen()
    expect(await own.execute(() => 'up')).toBe('degraded')
    breaker.reset()
    expect(await own.execute(() => 'up')).toBe('up')
    expect(await own.execute(scripted(down))).toBe('degraded')
    expect(breaker.metrics().totals).toMatchObject({ succeeded: 1, failed: 1, refused: 1 })
  })

  it('answers after the wait for it where there is a retry', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock, resetAfter: 5000 })
    for (let nth = 0; nth < 3; nth++) breaker.acquire()?.fail()
    const { policy: own } = trial(
      {
        breaker,
        retry: { retries: 1, backoff: 0, maxDuration: 5000 },
        fallback: degradedResponse('degraded'),
      },
      clock,
    )
    const action = scripted(down)
    const call = watch(own.execute(action))
    await clock.advance(4999)
    expect(call.outcome).toBe('pending')
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'degraded' })
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('answers for the breaker of the key, where there are several', async () => {
    const clock = new FakeClock()
    const breakers = createBreakers({ clock })
    breakers.get('orders').forceOpen()
    const { policy: own } = trial({ breaker: breakers, fallback: degradedResponse('degraded') }, clock)
    expect(await own.execute(() => 'up')).toBe('up')
    expect(await own.execute(() => 'up', { key: 'orders' })).toBe('degraded')
  })
})

describe('what strategies are told', () => {
  it('of a call that works: before it, and that it is over', async () => {
    const { log, strategy } = told()
    const { policy: own, clock } = trial({ fallback: strategy })
    await own.execute(() => 'up', { key: 'orders' })
    const call = log[0]![1] as FallbackCall
    expect(call).toEqual({ key: 'orders', clock, signal: undefined })
    expect(log).toEqual([
      ['before', call],
      ['settled', { result: 'up' }, 'succeeded', call],
    ])
    expect(log[1]![3]).toBe(call)
  })

  it('of a call that fails: before it, that it is over, and then what to answer, each once', async () => {
    const { log, strategy } = told()
    const { policy: own, clock } = trial({ retry: { retries: 1, backoff: 100 }, fallback: strategy })
    const call = watch(own.execute(scripted(new Error('500'), down)))
    await clock.advance(100)
    expect(call.outcome).toEqual({ error: down })
    expect(log).toEqual([
      ['before', expect.anything()],
      ['settled', { error: down }, 'failed', expect.anything()],
      ['after', down, expect.anything()],
    ])
    expect((log[0]![1] as FallbackCall).key).toBe('')
  })

  it('of a call that a breaker refuses: that it failed with the refusal', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const { log, strategy } = told()
    const { policy: own } = trial({ breaker, fallback: strategy }, clock)
    const error = await errorOf(own.execute(hangs))
    expect(log.slice(1)).toEqual([
      ['settled', { error }, 'failed', expect.anything()],
      ['after', error, expect.anything()],
    ])
  })

  it('of a call that is answered before: that nothing came of it', async () => {
    const { log, strategy } = told({ before: () => ({ value: 'kept' }) })
    const { policy: own } = trial({ fallback: strategy })
    expect(await own.tryExecute(hangs)).toEqual({
      kind: 'fallback',
      value: 'kept',
      by: 'told',
      cause: undefined,
    })
    expect(log.slice(1)).toEqual([['settled', undefined, 'ignored', expect.anything()]])
  })

  it.each([
    ['failed', 'isFailure', () => true],
    ['succeeded', 'isFailure', () => false],
    ['ignored', 'isIgnored', () => true],
  ])('of an error that the breaker takes for %s: that', async (verdict, rule, says) => {
    const clock = new FakeClock()
    const { log, strategy, hooks } = told()
    const breaker = createBreaker({ clock, [rule]: says })
    const { policy: own } = trial({ breaker, fallback: strategy }, clock)
    await errorOf(own.execute(scripted(down)))
    expect(log[1]).toEqual(['settled', { error: down }, verdict, expect.anything()])
    expect(hooks()).toEqual(['before', 'settled', ...(verdict === 'failed' ? ['after'] : [])])
  })

  it('by a strategy that has an error before the call: that nothing was called, and what to answer (Q17)', async () => {
    const action = vi.fn()
    const { log, strategy } = told({ before: () => ({ error: down }) })
    const { policy: own } = trial({ fallback: [strategy, degradedResponse('degraded')] })
    expect(await own.tryExecute(action)).toMatchObject({ kind: 'fallback', value: 'degraded', cause: down })
    expect(action).not.toHaveBeenCalled()
    expect(log.slice(1)).toEqual([
      ['settled', undefined, 'ignored', expect.anything()],
      ['after', down, expect.anything()],
    ])
  })

  it('by a strategy that has an error before the call which is no failure: nothing to answer (Q18)', async () => {
    const clock = new FakeClock()
    const { strategy, hooks } = told({ before: async () => ({ error: down }) })
    const breaker = createBreaker({ clock, isFailure: () => false })
    const { policy: own } = trial({ breaker, fallback: [strategy, degradedResponse('degraded')] }, clock)
    expect(await errorOf(own.execute(hangs))).toBe(down)
    expect(hooks()).toEqual(['before', 'settled'])
  })
})

describe('a cache that is asked first', () => {
  it('answers young results without the action, the breaker or the budget', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    const budget = { called: vi.fn(), take: vi.fn() }
    const { policy: own } = trial(
      { breaker, retry: { budget }, fallback: cacheFirst({ maxAge: 1000 }) },
      clock,
    )
    const action = scripted('first', 'second')
    expect(await own.execute(action)).toBe('first')
    breaker.forceOpen()
    await clock.advance(1000)
    expect(await own.tryExecute(action)).toEqual({
      kind: 'fallback',
      value: 'first',
      by: 'cache-first',
      cause: undefined,
    })
    breaker.reset()
    await clock.advance(1)
    expect(await own.execute(action)).toBe('second')
    expect(budget.called).toHaveBeenCalledTimes(2)
  })

  it('makes one call of those with the same key, and all get what comes of it', async () => {
    const clock = new FakeClock()
    const { policy: own } = trial({ fallback: cacheFirst({ maxAge: 1000 }) }, clock)
    const action = lasting(clock, 100, { id: 7 })
    const calls = Promise.all([own.execute(action), own.execute(action)])
    await clock.advance(100)
    const [one, other] = await calls
    expect(one).toBe(other)
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('gives each of them a fallback when that call fails, or a breaker refuses it (Q17)', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({
      clock,
      resetAfter: 500,
      isFailure: (outcome) => 'error' in outcome && outcome.error === down,
    })
    const answer = vi.fn(() => 'instead')
    const { policy: own } = trial(
      {
        breaker,
        retry: { retries: 1, backoff: 100, maxDuration: 500 },
        fallback: [cacheFirst({ maxAge: 1000 }), fallback(answer)],
      },
      clock,
    )
    const calls = () => [watch(own.execute(scripted(down))), watch(own.execute(hangs))]
    const failed = calls()
    await clock.advance(100)
    expect(failed.map(({ outcome }) => outcome)).toEqual([{ value: 'instead' }, { value: 'instead' }])
    expect(answer.mock.calls).toEqual([[down], [down]])

    breaker.acquire()?.fail()
    expect(breaker.state.kind).toBe('open')
    const refused = calls()
    await clock.advance(200)
    breaker.restartWait()
    await clock.advance(300)
    expect(refused.map(({ outcome }) => outcome)).toEqual([{ value: 'instead' }, { value: 'instead' }])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a stale result', () => {
  it('answers for the same key when the call fails, and only successes are kept', async () => {
    const clock = new FakeClock()
    const { policy: own } = trial({ fallback: staleIfError({ maxAge: 60_000 }) }, clock)
    expect(await own.execute(() => 'orders', { key: 'orders' })).toBe('orders')
    expect(await own.tryExecute(scripted(down), { key: 'orders' })).toMatchObject({
      kind: 'fallback',
      value: 'orders',
      by: 'stale-if-error',
      cause: down,
    })
    expect(await errorOf(own.execute(scripted(down), { key: 'users' }))).toBe(down)
  })

  it('is none that counted as a failure', async () => {
    const clock = new FakeClock()
    const isFailure = (outcome: object) =>
      'error' in outcome || ('result' in outcome && outcome.result === 'busy')
    const { policy: own } = trial(
      { breaker: createBreaker({ clock, isFailure }), fallback: staleIfError({ maxAge: 60_000 }) },
      clock,
    )
    expect(await own.execute(() => 'busy')).toBe('busy')
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
  })
})
