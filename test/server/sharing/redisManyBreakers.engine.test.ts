import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { SharedBreaker } from '../../../src/core.js'
import { consecutiveFailures, sharedBreaker } from '../../../src/core.js'
import { EVENTUALLY } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import type { Connections } from './fleetOnRedis.js'
import { storeOn } from './fleetOnRedis.js'

const MANY = 50
const SECONDS = 3

let redis: RedisServer
let admin: Redis
const open: Connections[] = []
const breakers: SharedBreaker[] = []

beforeAll(async () => {
  redis = await redisServer()
  await redis.start()
  admin = new Redis({ port: redis.port, host: '127.0.0.1' })
})
afterEach(() => {
  for (const breaker of breakers.splice(0)) breaker.leave()
  for (const connections of open.splice(0)) connections.end()
})
afterAll(async () => {
  admin.disconnect()
  await redis.close()
})

/** So many breakers of a process, of as many names, on one store and one pair of connections. */
async function aProcess(): Promise<SharedBreaker[]> {
  const { store, connections } = await storeOn(redis.port)
  open.push(connections)
  const made = Array.from({ length: MANY }, (_, index) =>
    sharedBreaker({ name: `part ${index}`, store, tripAfter: consecutiveFailures(1), resetAfter: 60_000 }),
  )
  breakers.push(...made)
  return made
}

/** What was said to the server since it was last asked, and what it took. */
async function words() {
  const stats = await admin.info('commandstats')
  await admin.config('RESETSTAT')
  const { calls = '0', usec = '0' } =
    /cmdstat_evalsha:calls=(?<calls>\d+),usec=(?<usec>\d+)/.exec(stats)?.groups ?? {}
  return { count: Number(calls), ms: Number(usec) / 1000 }
}

it('lets fifty breakers on one pair of connections say ten words a second each at the most, and few when quiet', async () => {
  const [here, there] = [await aProcess(), await aProcess()]
  const members = () =>
    Promise.all([...here, ...there].map((each) => each.fleet().then((all) => all.members)))
  await expect.poll(() => members().catch(() => []), EVENTUALLY).toEqual(Array(2 * MANY).fill(2))

  await words()
  const from = performance.now()
  const calls = setInterval(() => here.forEach((each) => void each.execute(() => 'done')), 5)
  await setTimeout(SECONDS * 1000)
  clearInterval(calls)
  const busy = await words()
  // On a busy machine it was longer.
  const seconds = (performance.now() - from) / 1000
  console.log(
    `${MANY} busy breakers: ${Math.round(busy.count / seconds)} words a second, ${(busy.ms / busy.count).toFixed(3)} ms of Redis each.`,
  )
  // Those of the other process are quiet.
  expect(busy.count).toBeGreaterThan(MANY)
  expect(busy.count).toBeLessThanOrEqual(MANY * (10 * seconds + 1) + MANY * (seconds / 5 + 1))

  await setTimeout(1500)
  await words()
  await setTimeout(SECONDS * 1000)
  expect((await words()).count).toBeLessThanOrEqual(2 * MANY * (SECONDS / 5 + 1))

  const down = async () => Promise.reject(new Error('down'))
  for (const each of here.filter((_, index) => index % 2 === 0)) await each.execute(down).catch(() => {})
  const expected = here.map((_, index) => (index % 2 === 0 ? 'open' : 'closed'))
  await expect.poll(() => there.map(({ state }) => state.kind), EVENTUALLY).toEqual(expected)
  expect(here.map(({ state }) => state.kind)).toEqual(expected)
})
