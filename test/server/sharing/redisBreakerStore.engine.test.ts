import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SharedBreaker } from '../../../src/core.js'
import { consecutiveFailures, sharedBreaker } from '../../../src/core.js'
import { EVENTUALLY } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import type { Connections } from './fleetOnRedis.js'
import { CLIENTS, storeOn } from './fleetOnRedis.js'
import { scriptedMember } from './scriptedMember.js'

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

/** A store as another process would have it. */
async function aStore(kind: (typeof CLIENTS)[number] = 'ioredis', log: string[] = []) {
  const logger = { info: (line: string) => void log.push(line), warn: (line: string) => void log.push(line) }
  const { store, connections } = await storeOn(redis.port, kind, logger)
  open.push(connections)
  return store
}

/** What goes through Redis comes soon. */
const SOON = { ...EVENTUALLY, interval: 5 }
const BREAK = { waitMs: 60_000, remainingMs: 60_000, attempt: 1 }

function breakerOn(store: Parameters<typeof sharedBreaker>[0]['store'], name: string, quorum = 1) {
  return sharedBreaker({ name, store, quorum, tripAfter: consecutiveFailures(1), resetAfter: 60_000 })
}
const fail = (breaker: SharedBreaker) =>
  breaker.execute(() => Promise.reject(new Error('down'))).catch(() => {})

describe.each(CLIENTS)('a breaker store on a client of %s', (kind) => {
  it('opens the breakers of other processes, for as long, and closes them when one has found out', async () => {
    const name = `opens-${kind}`
    const [one, other] = [scriptedMember(await aStore(kind), name), scriptedMember(await aStore(kind), name)]
    await expect
      .poll(() => [one.heard, other.heard], SOON)
      .toEqual([
        ['connected', 'closed'],
        ['connected', 'closed'],
      ])
    one.link.voteOpen(BREAK)
    await expect.poll(() => other.heard.at(-1), SOON).toBe('open')
    expect(other.last.remainingMs).toBeGreaterThan(50_000)
    expect(other.last.remainingMs).toBeLessThanOrEqual(60_000)

    other.link.requestTrial(other.last.epoch, true)
    await expect.poll(() => other.heard.at(-1), SOON).toBe('trial')
    other.link.endTrial(other.last.trial!, 'closed')
    await expect.poll(() => [one.heard.at(-1), other.heard.at(-1)], SOON).toEqual(['closed', 'closed'])
    for (const { link } of [one, other]) link.leave()
  })

  it('gives the trial to one alone, to the next when it is given back, and tells who holds it (Q23)', async () => {
    const name = `trial-${kind}`
    const [one, other] = [scriptedMember(await aStore(kind), name), scriptedMember(await aStore(kind), name)]
    await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
    one.link.voteOpen({ ...BREAK, remainingMs: 50, waitMs: 50 })
    await expect.poll(() => [one.heard.at(-1), other.heard.at(-1)], SOON).toEqual(['open', 'open'])
    one.link.requestTrial(one.last.epoch, false)
    await expect.poll(() => one.heard.at(-1), SOON).toBe('trial')
    other.link.requestTrial(other.last.epoch, true)
    await expect.poll(() => one.heard.at(-1), SOON).toBe('wanted')
    expect(other.heard).not.toContain('trial')
    one.link.withdrawTrial(one.last.trial!)
    await expect.poll(() => other.heard.at(-1), SOON).toBe('trial')
    // The first one's token is of no use any more.
    one.link.endTrial(one.last.trial!, 'closed')
    other.link.endTrial(other.last.trial!, { opened: { ...BREAK, attempt: 2 } })
    await expect.poll(() => [one.heard.at(-1), one.last.remainingMs > 50_000], SOON).toEqual(['open', true])
    for (const { link } of [one, other]) link.leave()
  })

  it('is lost when the server hangs, soon and once, and is back by itself (Q25)', async () => {
    const log: string[] = []
    const one = scriptedMember(await aStore(kind, log), `hangs-${kind}`)
    await expect.poll(() => one.heard.length, SOON).toBe(2)
    redis.freeze()
    one.link.report({ succeeded: 1, failed: 0 })
    await expect.poll(() => one.heard.at(-1), SOON).toBe('lost')
    await expect(one.link.fleetCounts()).rejects.toThrow('Redis is not there')
    redis.thaw()
    await expect.poll(() => one.heard.slice(2), SOON).toEqual(['lost', 'connected', 'closed'])
    expect(log).toEqual([expect.stringContaining('lost'), expect.stringContaining('back')])
    one.link.leave()
  })
})

it('opens nobody by a vote that the server hears when its break is over, having hung', async () => {
  const [one, other] = [scriptedMember(await aStore(), 'late'), scriptedMember(await aStore(), 'late')]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  redis.freeze()
  one.link.voteOpen({ waitMs: 1000, remainingMs: 100, attempt: 1 })
  await expect.poll(() => one.heard.at(-1), SOON).toBe('lost')
  redis.thaw()
  await expect.poll(() => one.heard.slice(3), SOON).toEqual(['connected', 'closed'])
  await expect.poll(() => other.link.fleetCounts().catch(() => null), SOON).toMatchObject({ members: 2 })
  expect([...one.heard, ...other.heard]).not.toContain('open')
  for (const { link } of [one, other]) link.leave()
})

it('counts the calls of all, and those that take part', async () => {
  const [one, other] = [
    scriptedMember(await aStore(), 'counts'),
    scriptedMember(await aStore('redis'), 'counts'),
  ]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  one.link.report({ succeeded: 2, failed: 1 })
  other.link.report({ succeeded: 3, failed: 0 })
  await other.link.fleetCounts()
  const counts = { succeeded: 5, failed: 1, openVotes: 0, members: 2 }
  expect(await one.link.fleetCounts()).toEqual(counts)
  other.link.leave()
  await expect.poll(() => one.link.fleetCounts(), EVENTUALLY).toEqual({ ...counts, members: 1 })
  one.link.leave()
})

it('keeps one bad node of five from opening the others at quorum 3, and opens with three (Q22)', async () => {
  const nodes: SharedBreaker[] = []
  for (let i = 0; i < 5; i++) nodes.push(breakerOn(await aStore(), 'quorum', 3))
  const kinds = () => nodes.map(({ state }) => state.kind)
  await expect.poll(() => nodes[0]!.fleet().catch(() => null), EVENTUALLY).toMatchObject({ members: 5 })
  await fail(nodes[0]!)
  await expect.poll(() => nodes[1]!.fleet(), EVENTUALLY).toMatchObject({ openVotes: 1 })
  expect(kinds()).toEqual(['open', 'closed', 'closed', 'closed', 'closed'])
  await fail(nodes[1]!)
  await fail(nodes[2]!)
  await expect.poll(kinds, SOON).toEqual(Array(5).fill('open'))
  for (const node of nodes) node.leave()
})

it('tells a new instance what is so, which neither resets nor extends it (Q24)', async () => {
  const one = breakerOn(await aStore(), 'newcomer')
  await expect.poll(() => one.fleet().catch(() => null), EVENTUALLY).toMatchObject({ members: 1 })
  await fail(one)
  await expect.poll(() => one.fleet(), EVENTUALLY).toMatchObject({ openVotes: 1 })
  const until = performance.now() + one.retryAfterMs()
  const another = breakerOn(await aStore('redis'), 'newcomer')
  await expect.poll(() => another.state.kind, SOON).toBe('open')
  expect(Math.abs(performance.now() + another.retryAfterMs() - until)).toBeLessThan(300)
  expect(one.state.kind).toBe('open')
  for (const breaker of [one, another]) breaker.leave()
})

it('agrees again on a Redis that was killed and comes back empty', async () => {
  const [one, other] = [breakerOn(await aStore(), 'emptied'), breakerOn(await aStore('redis'), 'emptied')]
  await expect.poll(() => one.fleet().catch(() => null), EVENTUALLY).toMatchObject({ members: 2 })
  await redis.kill()
  await expect.poll(() => one.fleet().catch(() => 'lost'), EVENTUALLY).toBe('lost')
  await fail(one)
  expect([one.state.kind, other.state.kind]).toEqual(['open', 'closed'])
  await redis.start()
  await expect.poll(() => other.state.kind, SOON).toBe('open')
  for (const breaker of [one, other]) breaker.leave()
})
