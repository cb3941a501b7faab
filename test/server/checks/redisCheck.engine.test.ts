import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CacheClient, RedisClient } from '../../../src/server.js'
import { cacheCheck, redisCheck } from '../../../src/server.js'
import { ATTENTIVE, EVENTUALLY, watching } from '../engines/checkOnEngine.js'
import { freePort } from '../engines/engineProcess.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'

/** What both drivers' clients have in common, and how to be done with one. */
interface Driver {
  readonly client: RedisClient & CacheClient
  command(...words: string[]): Promise<unknown>
  close(): void
}

const ignore = () => {}

/** As they come: nothing is set that would make them give up. */
const drivers: Readonly<Record<string, (port: number, password?: string) => Driver>> = {
  ioredis(port, password) {
    const client = new Redis({ host: '127.0.0.1', port, ...(password && { password }) })
    client.on('error', ignore)
    return {
      client,
      command: (command = '', ...args) => client.call(command, ...args),
      close: () => client.disconnect(),
    }
  },
  redis(port, password) {
    const client = createClient({ socket: { host: '127.0.0.1', port }, ...(password && { password }) })
    client.on('error', ignore)
    client.connect().catch(ignore)
    return { client, command: (...words) => client.sendCommand(words), close: () => client.destroy() }
  },
}

describe.each(Object.entries(drivers))('a Redis, by %s', (_, connect) => {
  let server: RedisServer
  let driver: Driver
  const cleanUps: (() => unknown)[] = []
  beforeAll(async () => {
    server = await redisServer()
    await server.start()
    driver = connect(server.port)
  })
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp()
  })
  afterAll(async () => {
    driver.close()
    await server.close()
  })

  test('that is up is healthy, and so is a cache on it, which says what it is', async () => {
    await expect
      .poll(watching(redisCheck(driver.client, ATTENTIVE)).look, EVENTUALLY)
      .toMatchObject({ status: 'healthy' })
    const cache = watching(cacheCheck(driver.client, ATTENTIVE))
    expect(await cache.look()).toMatchObject({ status: 'healthy', details: { cacheType: 'redis' } })
    expect(await driver.command('DBSIZE')).toBe(0)
  })

  test('that hangs is unhealthy when the time is up, and healthy with the next check once it goes on (H1)', async () => {
    const redis = watching(redisCheck(driver.client, ATTENTIVE))
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    server.freeze()
    cleanUps.push(server.thaw)
    const startedAt = performance.now()
    expect(await redis.look()).toMatchObject({ status: 'unhealthy', error: { code: 'TIMEOUT' } })
    expect(performance.now() - startedAt).toBeLessThan(3 * ATTENTIVE.timeout)
    server.thaw()
    expect(await redis.look()).toMatchObject({ status: 'healthy' })
  })

  test('that hangs has one PING waiting for it, however often it is checked (H2) (H9)', async () => {
    const redis = watching(redisCheck(driver.client, { ...ATTENTIVE, timeout: 30 }))
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    await driver.command('CONFIG', 'RESETSTAT')
    server.freeze()
    cleanUps.push(server.thaw)
    for (let i = 0; i < 10; i++) expect(await redis.look()).toMatchObject({ error: { code: 'TIMEOUT' } })
    server.thaw()
    expect(String(await driver.command('INFO', 'commandstats'))).toMatch(/cmdstat_ping:calls=1,/)
  })

  test('that is killed is unhealthy, and healthy again when it is back', async () => {
    const redis = watching(redisCheck(driver.client, ATTENTIVE))
    const cache = watching(cacheCheck(driver.client, ATTENTIVE))
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    await server.kill()
    expect(await redis.look()).toMatchObject({ status: 'unhealthy' })
    expect(await cache.look()).toMatchObject({ status: 'unhealthy' })
    await server.start()
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    await expect.poll(cache.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  })

  test('that has become a replica still answers, and takes no writes: only the cache is degraded (H28)', async () => {
    const redis = watching(redisCheck(driver.client, ATTENTIVE))
    const cache = watching(cacheCheck(driver.client, ATTENTIVE))
    await driver.command('REPLICAOF', '127.0.0.1', '1')
    cleanUps.push(() => driver.command('REPLICAOF', 'NO', 'ONE'))
    expect(await redis.look()).toMatchObject({ status: 'healthy' })
    expect(await cache.look()).toMatchObject({ status: 'degraded', error: { code: 'READONLY' } })
    await driver.command('REPLICAOF', 'NO', 'ONE')
    expect(await cache.look()).toMatchObject({ status: 'healthy' })
  })

  test('that refuses the password is unhealthy', async () => {
    await driver.command('CONFIG', 'SET', 'requirepass', 'only-for-tests')
    cleanUps.push(() => driver.command('CONFIG', 'SET', 'requirepass', ''))
    const stranger = connect(server.port, 'wrong')
    cleanUps.push(() => stranger.close())
    const redis = watching(redisCheck(stranger.client, ATTENTIVE))
    const error = { code: expect.stringMatching(/^(WRONGPASS|NOAUTH)$/) }
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'unhealthy', error })
  })
})

test('a Redis that reads what it had kept is unhealthy until it is done, and says so', async () => {
  // A hundredth of a second for each key.
  const server = await redisServer([
    ...['--key-load-delay', '10000'],
    ...['--loading-process-events-interval-bytes', '1024'],
  ])
  await server.start()
  const before = drivers.redis!(server.port)
  await before.command('EVAL', "for i = 1, 300 do redis.call('SET', i, string.rep('x', 100) .. i) end", '0')
  await before.command('SAVE')
  before.close()
  await server.kill()
  await server.start()
  const driver = drivers.redis!(server.port)
  const redis = watching(redisCheck(driver.client, ATTENTIVE))
  const loading = { status: 'unhealthy', error: { code: 'LOADING' } }
  await expect.poll(redis.look, EVENTUALLY).toMatchObject(loading)
  await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  driver.close()
  await server.close()
})

/** Set as docs/checks.md advises, so that they give up by themselves. */
const impatient: Readonly<Record<string, (port: number) => Driver>> = {
  ioredis(port) {
    const client = new Redis({
      ...{ host: '127.0.0.1', port },
      ...{ connectTimeout: 500, commandTimeout: 300, maxRetriesPerRequest: 0, enableOfflineQueue: false },
    })
    client.on('error', ignore)
    return {
      client,
      command: (name = '', ...args) => client.call(name, ...args),
      close: () => client.disconnect(),
    }
  },
  redis(port) {
    const reconnectStrategy = (retries: number) => Math.min(retries * 50, 2000)
    const client = createClient({
      disableOfflineQueue: true,
      pingInterval: 400,
      socket: { host: '127.0.0.1', port, connectTimeout: 500, socketTimeout: 1000, reconnectStrategy },
    })
    client.on('error', ignore)
    client.connect().catch(ignore)
    return { client, command: (...words) => client.sendCommand(words), close: () => client.destroy() }
  },
}

test.each(Object.entries(impatient))(
  'a client of %s that gives up by itself makes the check a TIMEOUT, and both recover with the server',
  async (_, connect) => {
    const server = await redisServer()
    await server.start()
    const driver = connect(server.port)
    const redis = watching(redisCheck(driver.client, { ...ATTENTIVE, timeout: 10_000 }))
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    server.freeze()
    expect(await redis.look()).toMatchObject({ status: 'unhealthy', error: { code: 'TIMEOUT' } })
    server.thaw()
    await expect.poll(redis.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    driver.close()
    await server.close()
  },
)

test.each<[string, (port: number) => RedisClient & { on(event: 'error', listener: () => void): unknown }]>([
  ['ioredis', (port) => new Redis({ host: '127.0.0.1', port, enableOfflineQueue: false })],
  ['redis', (port) => createClient({ socket: { host: '127.0.0.1', port }, disableOfflineQueue: true })],
])('a client of %s that keeps nothing for later says that it has no connection', async (_, connect) => {
  const client = connect(await freePort())
  client.on('error', ignore)
  expect(await watching(redisCheck(client, ATTENTIVE)).look()).toMatchObject({
    status: 'unhealthy',
    error: { code: 'NOT_CONNECTED' },
  })
  if (client instanceof Redis) client.disconnect()
})
