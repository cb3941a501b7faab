import { describe, expect, test } from 'vitest'
import type { CacheClient, CacheCheckOptions } from '../../../src/server.js'
import { cacheCheck } from '../../../src/server.js'
import { serviceOnFakeClock } from '../serviceOnFakeClock.js'

function found(cache: CacheClient, options?: CacheCheckOptions) {
  const { service } = serviceOnFakeClock({ checks: [cacheCheck(cache, { retries: 0, ...options })] })
  return service.check(options?.name ?? 'cache')
}

/** A Map that answers by promise, as caches over a network do. */
class Remote implements CacheClient {
  readonly kept = new Map<string, string>()
  get = async (key: string) => this.kept.get(key)
  set = async (key: string, value: string) => void this.kept.set(key, value)
  del = async (key: string) => this.kept.delete(key)
}

describe('a cache', () => {
  test('that gives back what it was given is healthy, and nothing is left in it', async () => {
    const map = new Map<string, string>()
    expect(await found(map)).toMatchObject({ status: 'healthy', details: { cacheType: 'memory' } })
    expect(map.size).toBe(0)
    const remote = new Remote()
    expect(await found(remote, { type: 'files' })).toMatchObject({ details: { cacheType: 'files' } })
    expect(remote.kept.size).toBe(0)
  })

  test('leaves the keys of others alone', async () => {
    const map = new Map([['mine', 'kept']])
    await found(map)
    expect([...map]).toEqual([['mine', 'kept']])
  })

  test('that is shared by instances is not their meeting point', async () => {
    const keys = new Set<string>()
    const set = (key: string) => void keys.add(key)
    const shared: CacheClient = { get: () => undefined, set }
    await Promise.all([found(shared), found(shared)])
    expect(keys.size).toBe(2)
  })

  test.each<[string, CacheClient]>([
    ['forgets at once', { get: () => undefined, set: () => {} }],
    ['gives back another value', { get: () => 'another', set: () => {} }],
  ])('that %s is unhealthy', async (_, cache) => {
    expect(await found(cache)).toMatchObject({ status: 'unhealthy', error: { code: 'READ_BACK_FAILED' } })
  })

  test('that keeps an old value is unhealthy (H28)', async () => {
    const kept = new Map<string, string>()
    const stuck: CacheClient = {
      get: (key) => kept.get(key),
      set: (key, value) => void (kept.has(key) || kept.set(key, value)),
    }
    const { service, clock } = serviceOnFakeClock({
      checks: [cacheCheck(stuck, { cacheTtl: 0, retries: 0 })],
    })
    expect(await service.check('cache')).toMatchObject({ status: 'healthy' })
    await clock.advance(1)
    expect(await service.check('cache')).toMatchObject({ error: { code: 'READ_BACK_FAILED' } })
  })

  test('that throws is unhealthy with the code of what it threw', async () => {
    const full: CacheClient = {
      get: () => undefined,
      set() {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      },
    }
    expect(await found(full)).toMatchObject({ status: 'unhealthy', error: { code: 'ENOSPC' } })
  })

  test('that is none is refused at once', () => {
    expect(() => cacheCheck({} as CacheClient)).toThrow('expected an object with the methods get and set')
  })
})
