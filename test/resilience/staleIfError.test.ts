import { describe, expect, it, vi } from 'vitest'
import { cacheFirst } from '../../src/resilience/cacheFirst.js'
import { fallbackChain } from '../../src/resilience/fallbackChain.js'
import type { FallbackStrategy } from '../../src/resilience/fallbackStrategy.js'
import { memoryCache } from '../../src/resilience/memoryCache.js'
import type { ResponseCache } from '../../src/resilience/responseCache.js'
import { staleIfError } from '../../src/resilience/staleIfError.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import { throughChain } from './throughChain.js'

const maxAge = 60_000
const down = new Error('503')
const failing = () => Promise.reject(down)
const stale = (value: unknown) => ({ value, by: 'stale-if-error' })

function callsThrough(strategies: FallbackStrategy | readonly FallbackStrategy[], clock = new FakeClock()) {
  const chain = fallbackChain(strategies)
  return {
    clock,
    call: (action: () => unknown, key = '') => throughChain(chain, { key, clock, signal: undefined }, action),
  }
}

describe('stale if error', () => {
  it('calls the action each time, and answers with its last result when it fails', async () => {
    const { call } = callsThrough(staleIfError({ maxAge }))
    expect(await call(() => 'old')).toEqual({ value: 'old' })
    expect(await call(() => 'new')).toEqual({ value: 'new' })
    expect(await call(failing)).toEqual(stale('new'))
    expect(await call(failing)).toEqual(stale('new'))
  })

  it('answers with what is as old as may be, and with nothing older', async () => {
    const { call, clock } = callsThrough(staleIfError({ maxAge }))
    await call(() => 'kept')
    await clock.advance(maxAge)
    expect(await call(failing)).toEqual(stale('kept'))
    await clock.advance(1)
    expect(await call(failing)).toEqual({ error: down })
  })

  it('has nothing to answer before the first result, or for another key', async () => {
    const { call } = callsThrough(staleIfError({ maxAge }))
    expect(await call(failing, 'a')).toEqual({ error: down })
    await call(() => 1, 'a')
    expect(await call(failing, 'b')).toEqual({ error: down })
    expect(await call(failing, 'a')).toEqual(stale(1))
  })

  it('answers the errors that it is for alone (Q18)', async () => {
    const notFound = new Error('404')
    const when = vi.fn((error: unknown) => error === down)
    const { call } = callsThrough(staleIfError({ maxAge, when }))
    await call(() => 'kept')
    expect(await call(() => Promise.reject(notFound))).toEqual({ error: notFound })
    expect(await call(failing)).toEqual(stale('kept'))
    expect(when.mock.calls).toEqual([[notFound], [down]])
  })

  it('keeps no failure', async () => {
    const chain = fallbackChain(staleIfError({ maxAge }))
    const call = { key: '', clock: new FakeClock(), signal: undefined }
    await throughChain(
      chain,
      call,
      () => 'a page of an error',
      () => 'failed',
    )
    expect(await throughChain(chain, call, failing)).toEqual({ error: down })
  })

  it('may have its cache in common with cache first, which answers what is young enough', async () => {
    const cache = memoryCache()
    const { call, clock } = callsThrough([
      cacheFirst({ maxAge: 1000, cache }),
      staleIfError({ maxAge, cache }),
    ])
    await call(() => 'kept')
    expect(await call(failing)).toEqual({ value: 'kept', by: 'cache-first' })
    await clock.advance(1001)
    expect(await call(failing)).toEqual(stale('kept'))
    expect(await call(() => 'new')).toEqual({ value: 'new' })
    await clock.advance(1001)
    expect(await call(failing)).toEqual(stale('new'))
  })

  it('answers with what an earlier page has kept', async () => {
    const clock = new FakeClock()
    const cache: ResponseCache = {
      get: async () => ({ value: 'of yesterday', storedAt: clock.wallNow() - 5000 }),
      set: () => {},
    }
    const { call } = callsThrough(staleIfError({ maxAge, cache }), clock)
    expect(await call(failing)).toEqual(stale('of yesterday'))
  })

  it.each([
    ['throws', throwing],
    ['rejects', () => Promise.reject(new Error('no storage'))],
    ['has garbage', () => 'garbage' as never],
  ])('fails as the call did where the cache %s', async (_, get) => {
    const { call } = callsThrough(staleIfError({ maxAge, cache: { get, set: throwing } }))
    expect(await call(() => 'fresh')).toEqual({ value: 'fresh' })
    expect(await call(failing)).toEqual({ error: down })
  })

  it('has the name and the priority that it is given, or its own and 0', () => {
    const mine = staleIfError({ maxAge, name: 'yesterday', priority: 2 })
    expect([mine.name, mine.priority]).toEqual(['yesterday', 2])
    const other = staleIfError({ maxAge })
    expect([other.name, other.priority]).toEqual(['stale-if-error', 0])
  })

  it.each([-1, Number.NaN, Infinity])('has no use for maxAge: %s', (wrong) => {
    expect(() => staleIfError({ maxAge: wrong })).toThrow(
      new RangeError(`react-api-status: staleIfError maxAge: expected milliseconds from 0, got ${wrong}.`),
    )
  })
})

function throwing(): never {
  throw new Error('no storage')
}
