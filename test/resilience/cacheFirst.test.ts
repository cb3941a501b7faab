import { describe, expect, it, vi } from 'vitest'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import { degradedResponse } from '../../src/resilience/degradedResponse.js'
import { answerBefore, fallbackChain } from '../../src/resilience/fallbackChain.js'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import { memoryCache } from '../../src/resilience/memoryCache.js'
import { policy } from '../../src/resilience/policy.js'
import type { CacheEntry, ResponseCache } from '../../src/resilience/responseCache.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import type { Came } from './throughChain.js'
import { throughChain } from './throughChain.js'

const maxAge = 1000
const down = new Error('503')

function callsThrough(strategies: FallbackStrategy | readonly FallbackStrategy[], clock = new FakeClock()) {
  const chain = fallbackChain(strategies)
  return {
    chain,
    clock,
    call: (action: () => unknown, { key = '', signal }: { key?: string; signal?: AbortSignal } = {}) =>
      throughChain(chain, { key, clock, signal }, action),
  }
}

/** An action that settles by hand. */
function pendingAction() {
  const running: { resolve(value: unknown): void; reject(error: unknown): void }[] = []
  return {
    action: vi.fn(() => new Promise<unknown>((resolve, reject) => running.push({ resolve, reject }))),
    resolve: (value: unknown) => running.shift()?.resolve(value),
    reject: (error: unknown) => running.shift()?.reject(error),
  }
}

/** What has settled so far, in order of the calls. */
function settledSoFar(calls: readonly Promise<Came>[]) {
  const came: (Came | undefined)[] = calls.map(() => undefined)
  calls.forEach((call, index) => {
    void call.then((value) => {
      came[index] = value
    })
  })
  return came
}

describe('cache first', () => {
  it('calls the action once, and answers with its result while that is young enough', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    const action = vi.fn(() => 'fresh')
    expect(await call(action)).toEqual({ value: 'fresh' })
    await clock.advance(maxAge)
    expect(await call(action)).toEqual({ value: 'fresh', by: 'cache-first' })
    expect(action).toHaveBeenCalledTimes(1)
    await clock.advance(1)
    expect(await call(action)).toEqual({ value: 'fresh' })
    expect(action).toHaveBeenCalledTimes(2)
  })

  it('counts the age from the last result, not from the last answer', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    const action = vi.fn(() => 1)
    await call(action)
    await clock.advance(600)
    await call(action)
    await clock.advance(600)
    expect(await call(action)).toEqual({ value: 1 })
  })

  it('answers at once from a cache that does', async () => {
    const { call, chain, clock } = callsThrough(cacheFirst({ maxAge }))
    await call(() => 'kept')
    const answer = answerBefore(chain, { key: '', clock, signal: undefined })
    expect(answer).toEqual({ value: 'kept', by: 'cache-first' })
  })

  it('has nothing to tell the developer of', async () => {
    const logged = vi.spyOn(console, 'error')
    const { call } = callsThrough(cacheFirst({ maxAge }))
    await call(() => 1)
    await call(() => 1)
    await call(() => Promise.reject(down), { key: 'other' })
    expect(logged).not.toHaveBeenCalled()
    logged.mockRestore()
  })

  it('keeps a result for each key', async () => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    await call(() => 'a', { key: 'a' })
    expect(await call(() => 'b', { key: 'b' })).toEqual({ value: 'b' })
    expect(await call(() => 'c', { key: 'a' })).toEqual({ value: 'a', by: 'cache-first' })
  })

  it('keeps undefined like any result', async () => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    await call(() => undefined)
    expect(await call(() => 1)).toEqual({ value: undefined, by: 'cache-first' })
  })

  it('shares its cache with others that have the same', async () => {
    const cache = memoryCache()
    const clock = new FakeClock()
    await callsThrough(cacheFirst({ maxAge, cache }), clock).call(() => 'theirs')
    expect(await callsThrough(cacheFirst({ maxAge, cache }), clock).call(() => 'mine')).toEqual({
      value: 'theirs',
      by: 'cache-first',
    })
  })

  it('keeps no error, and no result that is a failure or says nothing (Q34)', async () => {
    const clock = new FakeClock()
    const chain = fallbackChain(cacheFirst({ maxAge }))
    const action = vi.fn(() => 'not found')
    const call = { key: '', clock, signal: undefined }
    await throughChain(chain, call, () => Promise.reject(down))
    await throughChain(chain, { ...call }, action, () => 'failed')
    await throughChain(chain, { ...call }, action, () => 'ignored')
    await throughChain(chain, { ...call }, action)
    expect(action).toHaveBeenCalledTimes(3)
  })

  it('does not keep an error that counts as a success', async () => {
    const set = vi.fn()
    const cache: ResponseCache = { get: () => undefined, set }
    const call = { key: '', clock: new FakeClock(), signal: undefined }
    const chain = fallbackChain(cacheFirst({ maxAge, cache }))
    expect(
      await throughChain(
        chain,
        call,
        () => Promise.reject(down),
        () => 'succeeded',
      ),
    ).toEqual({ error: down })
    expect(set).not.toHaveBeenCalled()
  })

  it('does not keep what another strategy answered', async () => {
    const { call } = callsThrough([cacheFirst({ maxAge }), degradedResponse('empty')])
    expect(await call(() => Promise.reject(down))).toEqual({ value: 'empty', by: 'degraded-response' })
    expect(await call(() => 'fresh')).toEqual({ value: 'fresh' })
  })

  it('has the name and the priority that it is given, or its own and 0', () => {
    const mine = cacheFirst({ maxAge, name: 'prices', priority: 2 })
    expect([mine.name, mine.priority]).toEqual(['prices', 2])
    const other = cacheFirst({ maxAge })
    expect([other.name, other.priority]).toEqual(['cache-first', 0])
  })

  it.each([-1, Number.NaN, Infinity])('has no use for maxAge: %s', (wrong) => {
    expect(() => cacheFirst({ maxAge: wrong })).toThrow(
      new RangeError(`react-api-status: cacheFirst maxAge: expected milliseconds from 0, got ${wrong}.`),
    )
  })
})

describe('calls at the same time', () => {
  it('are one, and all get its result (Q34)', async () => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    const { action, resolve } = pendingAction()
    const calls = [call(action), call(action), call(action)]
    resolve('one')
    expect(await Promise.all(calls)).toEqual([
      { value: 'one' },
      { value: 'one', by: 'cache-first' },
      { value: 'one', by: 'cache-first' },
    ])
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('are one too where the cache takes its time to have nothing (Q34)', async () => {
    const cache: ResponseCache = { get: async () => undefined, set: () => {} }
    const { call, clock } = callsThrough(cacheFirst({ maxAge, cache }))
    const { action, resolve } = pendingAction()
    const calls = [call(action), call(action)]
    await clock.advance(0)
    resolve('one')
    expect(await Promise.all(calls)).toEqual([{ value: 'one' }, { value: 'one', by: 'cache-first' }])
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('are as many as there are keys', async () => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    const { action, resolve } = pendingAction()
    const calls = [call(action, { key: 'a' }), call(action, { key: 'b' })]
    resolve(1)
    resolve(2)
    expect(await Promise.all(calls)).toEqual([{ value: 1 }, { value: 2 }])
  })

  it('share an error too, which each has its own fallback for; the next call is a new one (Q34)', async () => {
    const { call } = callsThrough([cacheFirst({ maxAge }), degradedResponse('empty')])
    const { action, reject, resolve } = pendingAction()
    const calls = [call(action), call(action)]
    reject(down)
    const empty = { value: 'empty', by: 'degraded-response' }
    expect(await Promise.all(calls)).toEqual([empty, empty])
    expect(action).toHaveBeenCalledTimes(1)
    const next = call(action)
    resolve('up again')
    expect(await next).toEqual({ value: 'up again' })
  })

  it('share a result that is not kept', async () => {
    const chain = fallbackChain(cacheFirst({ maxAge, cache: { get: () => undefined, set: () => {} } }))
    const clock = new FakeClock()
    const { action, resolve } = pendingAction()
    const calls = [1, 2].map(() =>
      throughChain(chain, { key: '', clock, signal: undefined }, action, () => 'ignored'),
    )
    resolve('nothing to say')
    expect(await Promise.all(calls)).toEqual([
      { value: 'nothing to say' },
      { value: 'nothing to say', by: 'cache-first' },
    ])
  })

  it('go on without the one whose caller aborts it: the next makes the call for the others (Q34)', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    const { action, resolve } = pendingAction()
    const aborting = new AbortController()
    const calls = [call(action, aborting), call(action), call(action)]
    const came = settledSoFar(calls)
    await clock.advance(0)
    aborting.abort('left')
    await clock.advance(0)
    expect(came).toEqual([{ error: 'left' }, undefined, undefined])
    expect(action).toHaveBeenCalledTimes(2)
    resolve('too late')
    await clock.advance(0)
    expect(came.slice(1)).toEqual([undefined, undefined])
    resolve('of the second')
    await clock.advance(0)
    expect(came.slice(1)).toEqual([{ value: 'of the second' }, { value: 'of the second', by: 'cache-first' }])
  })

  it('go on without the one that aborts its own action, which the policy was not told of (Q34)', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    const { action, reject, resolve } = pendingAction()
    const came = settledSoFar([call(action), call(action)])
    const abort = new DOMException('left', 'AbortError')
    reject(abort)
    await clock.advance(0)
    expect(came).toEqual([{ error: abort }, undefined])
    resolve('of the second')
    await clock.advance(0)
    expect(came[1]).toEqual({ value: 'of the second' })
  })

  it.each([null, undefined, 'a word'])('share %j too, when that is thrown', async (thrown) => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    const { action, reject } = pendingAction()
    const calls = [call(action), call(action)]
    reject(thrown)
    expect(await Promise.all(calls)).toEqual([{ error: thrown }, { error: thrown }])
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('lose one that waits, without a trace, when its caller aborts it (Q34)', async () => {
    const { call } = callsThrough(cacheFirst({ maxAge }))
    const { action, resolve } = pendingAction()
    const waiting = new AbortController()
    const calls = [call(action), call(action, waiting), call(action)]
    waiting.abort('left')
    expect(await calls[1]).toEqual({ error: 'left' })
    resolve(1)
    expect(await Promise.all(calls)).toEqual([
      { value: 1 },
      { error: 'left' },
      { value: 1, by: 'cache-first' },
    ])
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('are not held up by one that was aborted while it waited for its turn', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    const { action, resolve } = pendingAction()
    const first = new AbortController()
    const second = new AbortController()
    const calls = [call(action, first), call(action, second), call(action)]
    const came = settledSoFar(calls)
    second.abort('left too')
    first.abort('left')
    await clock.advance(0)
    expect(action).toHaveBeenCalledTimes(2)
    // What the first action comes to is of no interest any more.
    resolve('too late')
    resolve('of the third')
    await clock.advance(0)
    expect(came).toEqual([{ error: 'left' }, { error: 'left too' }, { value: 'of the third' }])
  })

  it('are not held up by one that was aborted while its cache was looking', async () => {
    const looking: ((entry: undefined) => void)[] = []
    const cache: ResponseCache = { get: () => new Promise((resolve) => looking.push(resolve)), set: () => {} }
    const { call, clock } = callsThrough(cacheFirst({ maxAge, cache }))
    const leaving = new AbortController()
    const left = call(() => 'never', leaving)
    leaving.abort('left')
    expect(await left).toEqual({ error: 'left' })
    looking.shift()?.(undefined)
    await clock.advance(0)
    const next = call(() => 'fresh')
    looking.shift()?.(undefined)
    expect(await next).toEqual({ value: 'fresh' })
  })

  it('are not held up by a call that another strategy answered', async () => {
    let isAnswering = true
    const answering: FallbackStrategy = {
      name: 'sometimes',
      priority: -1,
      before: () => (isAnswering ? { value: 'early' } : undefined),
    }
    const { call } = callsThrough([cacheFirst({ maxAge }), answering])
    expect(await call(() => 1)).toEqual({ value: 'early', by: 'sometimes' })
    isAnswering = false
    expect(await call(() => 1)).toEqual({ value: 1 })
  })
})

describe('cache first in a policy', () => {
  const policyOf = () => {
    const clock = new FakeClock()
    const cached = policy({ fallback: [cacheFirst({ maxAge }), degradedResponse('empty')], clock })
    return {
      clock,
      call: (action: () => unknown, signal?: AbortSignal) => cached.tryExecute(action, { signal }),
    }
  }

  it('answers, and says so', async () => {
    const { call } = policyOf()
    expect(await call(() => 'fresh')).toEqual({ kind: 'result', value: 'fresh' })
    expect(await call(() => 'new')).toEqual({ kind: 'fallback', value: 'fresh', by: 'cache-first' })
  })

  it('makes calls at the same time one, whose error each answers for itself (Q34)', async () => {
    const { call } = policyOf()
    const { action, reject } = pendingAction()
    const calls = [call(action), call(action)]
    reject(down)
    const empty = { kind: 'fallback', value: 'empty', by: 'degraded-response', cause: down }
    expect(await Promise.all(calls)).toEqual([empty, empty])
    expect(action).toHaveBeenCalledTimes(1)
  })

  it('lets the next make the call when the first is aborted (Q34)', async () => {
    const { call, clock } = policyOf()
    const { action, resolve } = pendingAction()
    const aborting = new AbortController()
    const calls = [call(action, aborting.signal), call(action), call(action)]
    aborting.abort('left')
    await clock.advance(0)
    expect(action).toHaveBeenCalledTimes(2)
    resolve('too late')
    resolve('in time')
    expect(await Promise.all(calls)).toEqual([
      { kind: 'error', error: 'left' },
      { kind: 'result', value: 'in time' },
      { kind: 'fallback', value: 'in time', by: 'cache-first' },
    ])
  })
})

describe('a cache that is not as it should be', () => {
  const now = new FakeClock().wallNow()
  const misses: readonly (readonly [string, () => unknown])[] = [
    ['null', () => null],
    ['no object', () => 'garbage'],
    ['an object without anything', () => ({})],
    ['an entry without a value', () => ({ storedAt: now })],
    ['an entry without a time', () => ({ value: 1 })],
    ['a time that is none', () => ({ value: 1, storedAt: 'yesterday' })],
    ['a time of another kind', () => ({ value: 1, storedAt: 5n })],
    ['an entry of long ago', () => ({ value: 1, storedAt: 0 })],
    ['an entry of a far future', () => ({ value: 1, storedAt: now + maxAge + 1 })],
    ['an entry that throws', () => Object.defineProperty({ value: 1 }, 'storedAt', { get: fail })],
  ]
  it.each<readonly [string, () => unknown]>([
    ...misses,
    ...misses.map(([what, give]) => [`${what}, later`, async () => give()] as const),
    ['a throw', fail],
    ['a rejection', () => Promise.reject(down)],
  ])('gives %s, and the action is called', async (_, get) => {
    const cache = { get, set: () => {} } as unknown as ResponseCache
    expect(await callsThrough(cacheFirst({ maxAge, cache })).call(() => 'fresh')).toEqual({ value: 'fresh' })
  })

  it('does not answer for a second, and the action is called', async () => {
    const cache: ResponseCache = { get: () => new Promise<CacheEntry>(() => {}), set: () => {} }
    const { call, clock } = callsThrough(cacheFirst({ maxAge, cache }))
    const action = vi.fn(() => 'fresh')
    const called = call(action)
    await clock.advance(999)
    expect(action).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(await called).toEqual({ value: 'fresh' })
    expect(clock.pendingTimers).toBe(0)
  })

  it.each([
    ['throws', fail],
    ['rejects', () => Promise.reject(down)],
    ['never answers', () => new Promise(() => {})],
  ])('%s when it is to keep something, and nobody notices', async (_, set) => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { call, clock } = callsThrough(cacheFirst({ maxAge, cache: { get: () => undefined, set } }))
    expect(await call(() => 'fresh')).toEqual({ value: 'fresh' })
    await clock.advance(0)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('answers by promises, and holds no timer afterwards', async () => {
    const entries = new Map<string, CacheEntry>()
    const cache: ResponseCache = {
      get: async (key) => entries.get(key),
      set: async (key, entry) => entries.set(key, entry),
    }
    const { call, clock } = callsThrough(cacheFirst({ maxAge, cache }))
    expect(await call(() => 'kept')).toEqual({ value: 'kept' })
    expect(await call(() => 'new')).toEqual({ value: 'kept', by: 'cache-first' })
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a wall clock that was set', () => {
  it('back: an entry is as old as it is far away, so that none is fresh for ever', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    await call(() => 'kept')
    clock.setWallBy(-maxAge)
    expect(await call(() => 'new')).toEqual({ value: 'kept', by: 'cache-first' })
    clock.setWallBy(-1)
    expect(await call(() => 'new')).toEqual({ value: 'new' })
  })

  it('forward: an entry is older', async () => {
    const { call, clock } = callsThrough(cacheFirst({ maxAge }))
    await call(() => 'kept')
    clock.setWallBy(maxAge + 1)
    expect(await call(() => 'new')).toEqual({ value: 'new' })
  })
})

function fail(): never {
  throw down
}
