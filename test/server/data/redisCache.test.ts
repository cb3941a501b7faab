import { describe, expect, test, vi } from 'vitest'
import { createBreaker } from '../../../src/core.js'
import { redisCache, resilientRead } from '../../../src/server.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { never } from '../serviceOnFakeClock.js'

const entry = { value: { items: [1, 'two', null] }, storedAt: 5 }

function clientWith(entries: Record<string, unknown> = {}) {
  const psetex = vi.fn(async (key: string, _ttl: number, value: string) => {
    entries[key] = value
  })
  return { entries, psetex, get: vi.fn(async (key: string): Promise<unknown> => entries[key] ?? null) }
}

describe('a cache on a client of Redis', () => {
  test('gives back what was put in, under its prefix, for as long as it is told', async () => {
    const client = clientWith()
    const cache = redisCache(client, { prefix: 'orders:', ttl: 60_000 })
    await cache.set('1', entry)
    expect(await cache.get('1')).toEqual(entry)
    expect(client.psetex.mock.calls).toEqual([['orders:1', 60_000, JSON.stringify(entry)]])
    expect(await cache.get('2')).toBeUndefined()
  })

  test('writes by pSetEx where the client is one of redis, as its method', async () => {
    const client = {
      kept: '',
      async get() {
        return this.kept
      },
      async pSetEx(_key: string, _ttl: number, value: string) {
        this.kept = value
      },
    }
    const cache = redisCache(client)
    await cache.set('1', entry)
    expect(await cache.get('1')).toEqual(entry)
  })

  test.each([
    '',
    'no JSON',
    '[]',
    'null',
    '7',
    '{}',
    '{"value":1}',
    '{"storedAt":1}',
    '{"value":1,"storedAt":"now"}',
    7,
    undefined,
  ])('finds nothing in %j', async (kept) => {
    const cache = redisCache(clientWith({ 'cache:1': kept }))
    expect(await cache.get('1')).toBeUndefined()
  })

  test('is empty and keeps nothing while Redis is down, and neither rejects', async () => {
    const fail = () => Promise.reject(new Error('Connection is closed.'))
    const cache = redisCache({ get: fail, psetex: fail })
    expect(await cache.get('1')).toBeUndefined()
    expect(await cache.set('1', entry)).toBeUndefined()
    // What JSON can't hold is not kept either.
    expect(await redisCache(clientWith()).set('1', { value: 1n, storedAt: 0 })).toBeUndefined()
  })

  test('gives up on a Redis that hangs, then leaves it alone for a while, and is back with it', async () => {
    const clock = new FakeClock()
    const client = clientWith()
    const cache = redisCache(client, { clock, timeout: 100 })
    const read = async (waits: number) => {
      const startedAt = clock.now()
      let endedAt = Number.NaN
      const pending = Promise.resolve(cache.get('1')).finally(() => (endedAt = clock.now()))
      await clock.advance(waits)
      return { found: await pending, took: endedAt - startedAt }
    }
    client.get.mockImplementation(() => never)
    for (let call = 0; call < 3; call++) expect(await read(100)).toEqual({ found: undefined, took: 100 })
    for (let call = 0; call < 50; call++) {
      expect(await read(0)).toEqual({ found: undefined, took: 0 })
      await cache.set('1', entry)
    }
    expect(client.get).toHaveBeenCalledTimes(3)
    expect(client.psetex).not.toHaveBeenCalled()
    expect(clock.pendingTimers).toBe(0)

    client.get.mockImplementation(async (key: string) => client.entries[key])
    client.entries['cache:1'] = JSON.stringify(entry)
    await clock.advance(60_000)
    expect(await read(0)).toEqual({ found: entry, took: 0 })
  })

  test('shows by the breaker that it was given', async () => {
    const clock = new FakeClock()
    const breaker = createBreaker({ name: 'cache', clock })
    const client = clientWith()
    client.get.mockRejectedValue(new Error('READONLY'))
    const cache = redisCache(client, { breaker, clock })
    for (let call = 0; call < 3; call++) await cache.get('1')
    expect(breaker.state.kind).toBe('open')
  })

  test('answers for a database that is down, also to another process', async () => {
    const client = clientWith()
    const read = (source: () => unknown) =>
      resilientRead({ read: source, cache: redisCache(client), key: 'orders', maxAge: 60_000 })
    await read(() => [{ id: 1 }])
    const answer = await read(() => Promise.reject(new Error('down')))
    expect(answer).toMatchObject({ source: 'cache', value: [{ id: 1 }] })
    expect(answer.ageMs).toBeLessThan(60_000)
  })

  test.each([
    [undefined, {}, /redisCache client: expected a client of ioredis or redis/],
    [new Map(), {}, /redisCache client/],
    [clientWith(), { ttl: 0 }, /redisCache ttl/],
    [clientWith(), { timeout: -1 }, /redisCache timeout/],
    [clientWith(), { prefix: 1 }, /redisCache prefix/],
  ])('refuses %o with %o', (client, options, message) => {
    expect(() => redisCache(client as never, options as never)).toThrow(message)
  })
})
