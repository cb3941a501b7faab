import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RedisCacheClient } from '../../../src/server.js'
import { isUnavailable, redisCache } from '../../../src/server.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'

/** What both drivers' clients have in common, and how to be done with one. */
interface Driver {
  readonly client: RedisCacheClient
  command(...words: string[]): Promise<unknown>
  close(): void
}

const ignore = () => {}
const TIMEOUT = 300

/** One that gives up by itself, where it can be told to; the others are as they come, and wait. */
const hasty = {
  ioredis: {
    commandTimeout: TIMEOUT,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  },
  redis: { disableOfflineQueue: true, pingInterval: 100 },
} as const

const drivers: Readonly<Record<keyof typeof hasty, (port: number, isHasty?: boolean) => Driver>> = {
  ioredis(port, isHasty = false) {
    const retryStrategy = () => 50
    const client = new Redis({ host: '127.0.0.1', port, retryStrategy, ...(isHasty && hasty.ioredis) })
    client.on('error', ignore)
    return {
      client,
      command: (command = '', ...args) => client.call(command, ...args),
      close: () => client.disconnect(),
    }
  },
  redis(port, isHasty = false) {
    const socket = { host: '127.0.0.1', port, reconnectStrategy: () => 50 }
    const client = createClient({
      socket: { ...socket, ...(isHasty && { socketTimeout: TIMEOUT }) },
      ...(isHasty && hasty.redis),
    })
    client.on('error', ignore)
    client.connect().catch(ignore)
    return { client, command: (...words) => client.sendCommand(words), close: () => client.destroy() }
  },
}

const entry = { value: { items: [1, 'two'] }, storedAt: 5 }
const EVENTUALLY = { timeout: 15_000, interval: 50 } as const

describe.each(['ioredis', 'redis'] as const)('with %s on a real Redis', (name) => {
  let server: RedisServer
  const cleanUps: (() => unknown)[] = []
  const connect = (isHasty?: boolean) => {
    const driver = drivers[name](server.port, isHasty)
    cleanUps.push(() => driver.close())
    return driver
  }
  const connected = async (isHasty?: boolean) => {
    const driver = connect(isHasty)
    await vi.waitFor(() => driver.command('PING'), EVENTUALLY)
    return driver
  }
  beforeAll(async () => {
    server = await redisServer()
    await server.start()
  })
  afterEach(async () => {
    server.thaw()
    for (const cleanUp of cleanUps.splice(0)) await cleanUp()
  })
  afterAll(() => server.close())

  test('a cache keeps entries for its ttl', async () => {
    const { client, command } = await connected()
    const cache = redisCache(client, { prefix: `${name}:`, ttl: 60_000 })
    await cache.set('1', entry)
    expect(await cache.get('1')).toEqual(entry)
    const left = Number(await command('PTTL', `${name}:1`))
    expect(left).toBeGreaterThan(50_000)
    expect(left).toBeLessThanOrEqual(60_000)
  })

  test('a cache waits no longer than its own time for a Redis that hangs, and is back with it', async () => {
    const { client } = await connected()
    const cache = redisCache(client, { timeout: 100 })
    await cache.set('1', entry)
    server.freeze()
    const took: number[] = []
    for (let call = 0; call < 20; call++) {
      const startedAt = performance.now()
      expect(await cache.get('1')).toBeUndefined()
      await cache.set('1', entry)
      took.push(performance.now() - startedAt)
    }
    expect(Math.max(...took)).toBeLessThan(3 * 200)
    // It was left alone after three of them.
    expect(took.toSorted((one, other) => one - other)[10]).toBeLessThan(3 * 5)
    server.thaw()
    await vi.waitFor(async () => expect(await cache.get('1')).toEqual(entry), EVENTUALLY)
  })

  test('a cache is empty while Redis is gone, and is back with it', async () => {
    const { client } = await connected()
    const cache = redisCache(client, { timeout: 100 })
    await cache.set('1', entry)
    await server.kill()
    expect(await cache.get('1')).toBeUndefined()
    await server.start()
    await vi.waitFor(async () => {
      await cache.set('1', entry)
      expect(await cache.get('1')).toEqual(entry)
    }, EVENTUALLY)
  })

  test('what it refuses says that it is unavailable, and what is wrong does not', async () => {
    const { command } = await connected()
    const errorOf = async (...words: string[]): Promise<Error> => {
      try {
        await command(...words)
      } catch (error) {
        return error as Error
      }
      return expect.unreachable('it did not fail')
    }
    const wrong = [await errorOf('SET', 'key'), await errorOf('NO-SUCH-COMMAND')]
    await command('LPUSH', 'list', '1')
    wrong.push(await errorOf('GET', 'list'))
    expect(wrong.filter(isUnavailable)).toEqual([])

    await command('CONFIG', 'SET', 'maxmemory', '1')
    const full = await errorOf('SET', 'key', '1')
    await command('CONFIG', 'SET', 'maxmemory', '0')
    await command('REPLICAOF', '127.0.0.1', '1')
    const replica = await errorOf('SET', 'key', '1')
    await command('REPLICAOF', 'NO', 'ONE')
    expect([full.message, replica.message]).toEqual([
      expect.stringMatching(/^OOM /),
      expect.stringMatching(/^READONLY /),
    ])
    expect([full, replica].map(isUnavailable)).toEqual([true, true])
  })

  test('what it says of a Redis that hangs, is killed and is gone is that it is unavailable', async () => {
    const { command } = await connected(true)
    const errors: unknown[] = []
    const note = (pending: Promise<unknown>) => pending.catch((error: unknown) => errors.push(error))
    server.freeze()
    await note(command('GET', 'key'))
    server.thaw()
    await vi.waitFor(() => command('PING'), EVENTUALLY)
    // In the middle of a command that waits.
    const waiting = note(command('BLPOP', 'nothing', '20'))
    await vi.waitFor(async () => {
      const { command: look } = await connected()
      expect(String(await look('CLIENT', 'LIST'))).toContain('cmd=blpop')
    }, EVENTUALLY)
    await server.kill()
    await waiting
    await note(command('GET', 'key'))
    await server.start()
    expect(errors.map(String)).toHaveLength(3)
    expect(errors.filter((error) => !isUnavailable(error))).toEqual([])
  })
})
