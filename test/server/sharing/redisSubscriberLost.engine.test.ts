import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { BreakerStore } from '../../../src/core.js'
import { redisBreakerStore } from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import type { Connections } from './fleetOnRedis.js'
import { CLIENTS, connect, storeOn } from './fleetOnRedis.js'
import { scriptedMember } from './scriptedMember.js'

const SOON = { ...EVENTUALLY, interval: 5 }
const BREAK = { waitMs: 60_000, remainingMs: 60_000, attempt: 1 }
/** What the guide says, three times: the machine may be busy. In milliseconds. */
const WITHIN = 3 * 5000

let redis: RedisServer
const open: Connections[] = []
beforeAll(async () => {
  redis = await redisServer()
  await redis.start()
})
afterEach(() => {
  for (const connections of open.splice(0)) connections.end()
})
afterAll(() => redis.close())

/** A store whose second connection is gone for good. */
async function aDeafStore(kind: (typeof CLIENTS)[number]): Promise<BreakerStore> {
  const [connections, deaf] = [await connect(kind, redis.port), await connect(kind, redis.port)]
  open.push(connections)
  deaf.end()
  return redisBreakerStore({ client: connections.client, subscriber: deaf.subscriber, logger: QUIET })
}

async function aStore(): Promise<BreakerStore> {
  const { store, connections } = await storeOn(redis.port)
  open.push(connections)
  return store
}

describe.each(CLIENTS)('a store whose subscriber of %s is gone', (kind) => {
  it('hears of an outage, and of its end, with its next word', async () => {
    const name = `deaf-${kind}`
    const [one, deaf] = [scriptedMember(await aStore(), name), scriptedMember(await aDeafStore(kind), name)]
    await expect.poll(() => [one.heard.length, deaf.heard.length], SOON).toEqual([2, 2])
    one.link.voteOpen(BREAK)
    const votedAt = performance.now()
    await expect.poll(() => deaf.heard.at(-1), SOON).toBe('open')
    expect(performance.now() - votedAt).toBeLessThan(WITHIN)
    expect(deaf.last.remainingMs).toBeLessThan(60_000)

    one.link.requestTrial(one.last.epoch, true)
    await expect.poll(() => one.heard.at(-1), SOON).toBe('trial')
    one.link.endTrial(one.last.trial!, 'closed')
    // It has something to tell, and need not wait for its next turn to be still there.
    deaf.link.report({ succeeded: 1, failed: 0 })
    await expect.poll(() => deaf.heard.at(-1), SOON).toBe('closed')
    expect(deaf.heard).not.toContain('lost')
    for (const { link } of [one, deaf]) link.leave()
  })
})

it('listens again when its one breaker has left before it listened, and another joins later', async () => {
  const [one, store] = [scriptedMember(await aStore(), 'again'), await aStore()]
  scriptedMember(store, 'again').link.leave()
  await expect.poll(() => one.heard.length, SOON).toBe(2)
  // By then what was asked on the second connection is answered too.
  for (let words = 0; words < 10; words++) await one.link.fleetCounts()

  const other = scriptedMember(store, 'again')
  await expect.poll(() => other.heard.length, SOON).toBe(2)
  await other.link.fleetCounts()
  const votedAt = performance.now()
  one.link.voteOpen(BREAK)
  await expect.poll(() => other.heard.at(-1), SOON).toBe('open')
  // Sooner than by a word of its own.
  expect(performance.now() - votedAt).toBeLessThan(2500)
  for (const { link } of [one, other]) link.leave()
})
