import { describe, expect, it, vi } from 'vitest'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import { consecutiveFailures } from '../../src/resilience/consecutiveFailures.js'
import { createBreaker } from '../../src/resilience/createBreaker.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { fallback } from '../../src/resilience/fallback.js'
import type { PolicyOptions } from '../../src/resilience/policy.js'
import { policy } from '../../src/resilience/policy.js'
import type { Clock, Timer } from '../../src/time/clock.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { errorOf, hangs, scripted, trial, unhandledDuring, watch } from './policyTrial.js'

const down = new Error('503')

/** Everything at once, with room for nothing to go wrong. */
function whole(clock = new FakeClock()) {
  return trial(
    {
      retry: { retries: 2, backoff: 100 },
      breaker: createBreaker({ clock, tripAfter: consecutiveFailures(5) }),
      timeout: 1000,
      fallback: degradedResponse('degraded'),
    },
    clock,
  )
}

describe('a policy', () => {
  it.each([
    ['of nothing', () => trial().policy],
    ['of everything', () => whole().policy],
  ])('%s gives what the action gives', async (_, made) => {
    const own = made()
    const result = { id: 7 }
    expect(await own.execute(async () => result)).toBe(result)
    expect(await own.execute(() => result)).toBe(result)
    expect(await own.execute(() => undefined)).toBeUndefined()
  })

  it('rejects with the very error of the action, thrown at once or later', async () => {
    const { policy: own } = trial()
    expect(await errorOf(own.execute(scripted(down)))).toBe(down)
    const thrower = () => {
      throw down
    }
    expect(await errorOf(own.execute(thrower))).toBe(down)
    expect(await errorOf(own.execute(() => Promise.reject(undefined)))).toBeUndefined()
  })

  it('takes anything with a `then` for a promise', async () => {
    const resolveAtOnce = (resolve: (value: string) => void) => resolve('from afar')
    const thenable = new Proxy({}, { get: (_, name) => (name === 'then' ? resolveAtOnce : undefined) })
    expect(await trial().policy.execute(() => thenable as PromiseLike<string>)).toBe('from afar')
  })

  it('calls the action at once, and tells it which attempt it is', async () => {
    const { clock, policy: own } = whole()
    const attempts: number[] = []
    const call = own.execute(({ attempt }) => {
      attempts.push(attempt)
      throw down
    })
    expect(attempts).toEqual([1])
    await clock.advance(200)
    await call
    expect(attempts).toEqual([1, 2, 3])
  })

  it('calls the action once more for each call, whatever the one before came to', async () => {
    const { policy: own } = trial({ fallback: degradedResponse('degraded') })
    const action = scripted(down, 'up')
    expect([await own.execute(action), await own.execute(action)]).toEqual(['degraded', 'up'])
  })

  it('leaves rejections that nobody handles for all to see', async () => {
    const { policy: own } = trial({ timeout: 1000 })
    expect(await unhandledDuring(() => void own.execute(scripted(down)))).toEqual([down])
    const handled = () => void own.execute(scripted(down)).catch(() => {})
    expect(await unhandledDuring(handled)).toEqual([])
  })

  it('may be used by an action of its own', async () => {
    const { policy: own, clock } = whole()
    const outer = own.execute(async ({ attempt }) => [attempt, await own.execute(scripted(down, 'inner'))])
    await clock.advance(100)
    expect(await outer).toEqual([1, 'inner'])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('the order: fallback, retry, breaker, timeout, action', () => {
  it('gives each attempt a timeout of its own, counts each, and falls back once in the end (Q17, Q39)', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock, tripAfter: consecutiveFailures(4) })
    const answer = vi.fn(() => 'instead')
    const { policy: own } = trial(
      { retry: { retries: 2, backoff: 100 }, breaker, timeout: 1000, fallback: fallback(answer) },
      clock,
    )
    const action = vi.fn(hangs)
    const call = watch(own.execute(action))
    await clock.advance(1000 + 100 + 1000 + 100 + 999)
    expect(action).toHaveBeenCalledTimes(3)
    expect(answer).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(call.outcome).toEqual({ value: 'instead' })
    expect(answer).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'TimeoutError' }))
    expect(breaker.metrics().window).toMatchObject({ calls: 3, failures: 3 })
  })

  it('is the same however the options are ordered (Q39)', async () => {
    const clock = new FakeClock()
    const parts: PolicyOptions<readonly never[]> = { timeout: 1000, retry: { retries: 1, backoff: 100 } }
    const { policy: own } = trial({ ...parts, breaker: createBreaker({ clock }) }, clock)
    const action = vi.fn(hangs)
    const call = watch(own.execute(action))
    await clock.advance(1000 + 100 + 1000)
    expect(call.outcome).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(action).toHaveBeenCalledTimes(2)
  })
})

describe('tryExecute', () => {
  it('says that the action answered', async () => {
    expect(await whole().policy.tryExecute(() => 'up')).toEqual({ kind: 'result', value: 'up' })
  })

  it('says which fallback answered, and instead of what', async () => {
    const { policy: own } = trial({ fallback: degradedResponse('degraded', { name: 'empty list' }) })
    expect(await own.tryExecute(scripted(down))).toEqual({
      kind: 'fallback',
      value: 'degraded',
      by: 'empty list',
      cause: down,
    })
  })

  it('says what the call failed with, and does not reject', async () => {
    expect(await trial().policy.tryExecute(scripted(down))).toEqual({ kind: 'error', error: down })
    const signal = AbortSignal.abort('gone')
    expect(await trial().policy.tryExecute(hangs, { signal })).toEqual({ kind: 'error', error: 'gone' })
  })

  it('answers a call that an open breaker refuses', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ clock })
    breaker.forceOpen()
    const action = vi.fn()
    const { policy: own } = trial({ breaker, fallback: degradedResponse('degraded') }, clock)
    expect(await own.tryExecute(action)).toMatchObject({
      kind: 'fallback',
      value: 'degraded',
      cause: { name: 'BreakerOpenError' },
    })
    expect(action).not.toHaveBeenCalled()
  })

  it('tries again as execute does', async () => {
    const { clock, policy: own } = whole()
    const call = watch(own.tryExecute(scripted(down, down, 'up')))
    await clock.advance(200)
    expect(call.outcome).toEqual({ value: { kind: 'result', value: 'up' } })
  })
})

describe('a wrapped function', () => {
  it('gets the same arguments and the same `this`, and nothing else', async () => {
    const { policy: own } = trial({ retry: { retries: 1, backoff: 0 } })
    const shop = {
      name: 'shop',
      order: own.wrap(function (this: { name: string }, ...what: string[]) {
        return [this.name, ...what]
      }),
    }
    expect(await shop.order('tea', 'milk')).toEqual(['shop', 'tea', 'milk'])
  })

  it('gets them anew at each attempt', async () => {
    const { clock, policy: own } = trial({ retry: { retries: 1, backoff: 100 } })
    const fn = vi.fn((id: number) => (fn.mock.calls.length === 1 ? Promise.reject(down) : `order ${id}`))
    const call = own.wrap(fn)(42)
    await clock.advance(100)
    expect(await call).toBe('order 42')
    expect(fn.mock.calls).toEqual([[42], [42]])
  })

  it('is called with the options that it was wrapped with', async () => {
    const { policy: own } = trial()
    const fn = vi.fn()
    const call = own.wrap(fn, { signal: AbortSignal.abort('gone') })()
    expect(await errorOf(call)).toBe('gone')
    expect(fn).not.toHaveBeenCalled()
  })
})

describe('options of a wrapped function', () => {
  it('may be made of its arguments: each order has a place in the cache of its own', async () => {
    const { policy: own } = trial({ fallback: cacheFirst({ maxAge: 1000 }) })
    const fn = vi.fn((id: number, locale: string) => `order ${id} ${locale}`)
    const load = own.wrap(fn, (id, locale) => ({ key: `${id} ${locale}` }))
    expect([await load(1, 'en'), await load(2, 'en'), await load(1, 'en')]).toEqual([
      'order 1 en',
      'order 2 en',
      'order 1 en',
    ])
    expect(fn).toHaveBeenCalledTimes(2)
  })
})

describe('timers of a policy', () => {
  it('are none while nothing is under way (Q16)', async () => {
    const { clock, policy: own } = whole()
    expect(clock.pendingTimers).toBe(0)
    const call = own.execute(scripted(down, 'up'))
    expect(clock.pendingTimers).toBe(1)
    await clock.advance(100)
    await call
    expect(clock.pendingTimers).toBe(0)
  })

  it('keep the process alive between attempts, and not during one (Q16)', async () => {
    const fake = new FakeClock()
    const letGo: number[] = []
    const clock: Clock = {
      now: () => fake.now(),
      wallNow: () => fake.wallNow(),
      clearTimeout: () => {},
      setTimeout(callback, delayMs) {
        fake.setTimeout(callback, delayMs)
        return { unref: () => void letGo.push(delayMs) } as unknown as Timer
      },
    }
    const own = policy({ clock, timeout: 1000, retry: { retries: 1, backoff: 100 } })
    const call = own.execute(scripted(down, 'up'))
    await fake.advance(100)
    expect(await call).toBe('up')
    expect(letGo).toEqual([1000, 1000])
  })
})

describe('options of a policy', () => {
  it.each<[string, PolicyOptions<readonly never[]>, string]>([
    ['no timeout', { timeout: 0 }, 'timeout: expected milliseconds from 1, got 0.'],
    ['NaN for a timeout', { timeout: Number.NaN }, 'timeout: expected milliseconds from 1, got NaN.'],
    ['an endless timeout', { timeout: Infinity }, 'timeout: expected milliseconds from 1, got Infinity.'],
    ['-1 retries', { retry: { retries: -1 } }, 'retry.retries: expected a whole number from 0, got -1.'],
    ['1.5 retries', { retry: { retries: 1.5 } }, 'retry.retries: expected a whole number from 0, got 1.5.'],
    [
      'a duration that has passed',
      { retry: { maxDuration: -1 } },
      'retry.maxDuration: expected milliseconds from 0, got -1.',
    ],
    [
      'a backoff into the past',
      { retry: { backoff: -1 } },
      'retry.backoff: expected milliseconds from 0, got -1.',
    ],
    [
      'a backoff that is no number',
      { retry: { backoff: Number.NaN } },
      'retry.backoff: expected milliseconds from 0, got NaN.',
    ],
  ])('can not be %s', (_, options, message) => {
    expect(() => policy(options)).toThrow(new RangeError(`react-api-status: ${message}`))
  })

  it('can be as small as this', () => {
    expect(() => policy({ timeout: 1, retry: { retries: 0, backoff: 0, maxDuration: 0 } })).not.toThrow()
    expect(() => policy()).not.toThrow()
  })

  it('are by default those of the platform: its clock and its chance', async () => {
    const own = policy({ timeout: 5000, retry: { retries: 1, backoff: 0 } })
    expect(await own.execute(scripted(down, 'up'))).toBe('up')
    expect(await own.execute(({ signal }) => signal.aborted)).toBe(false)
  })
})
