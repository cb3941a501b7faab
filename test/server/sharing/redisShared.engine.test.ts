import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { redisBreakerStore } from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import { scriptedMember } from './scriptedMember.js'

/** A Redis that is shared with others: other apps, an administrator, a clock. */
let redis: RedisServer
let admin: Redis
const open: Redis[] = []
beforeAll(async () => {
  redis = await redisServer()
  await redis.start()
  admin = new Redis({ port: redis.port, host: '127.0.0.1' })
})
afterEach(() => {
  for (const each of open.splice(0)) each.disconnect()
})
afterAll(async () => {
  admin.disconnect()
  await redis.close()
})

const SOON = { ...EVENTUALLY, interval: 5 }
const BREAK = { waitMs: 60_000, remainingMs: 60_000, attempt: 1 }

function aStore(settings: { keyPrefix?: string; username?: string; password?: string } = {}) {
  const connect = () => {
    const redisClient = new Redis({ port: redis.port, host: '127.0.0.1', ...settings })
    redisClient.on('error', () => {})
    open.push(redisClient)
    return redisClient
  }
  return redisBreakerStore({ client: connect(), subscriber: connect(), logger: QUIET })
}

it('takes no connection that is to do both, as one that listens runs no scripts', () => {
  expect(() => redisBreakerStore({ client: admin, subscriber: admin })).toThrow(
    /subscriber: expected another connection/,
  )
})

it('keeps apps apart whose clients put different things before their keys', async () => {
  const one = scriptedMember(aStore({ keyPrefix: 'shop:' }), 'payments')
  const peer = scriptedMember(aStore({ keyPrefix: 'shop:' }), 'payments')
  const stranger = scriptedMember(aStore({ keyPrefix: 'blog:' }), 'payments')
  await expect.poll(() => [one, peer, stranger].map(({ heard }) => heard.length), SOON).toEqual([2, 2, 2])
  one.link.voteOpen(BREAK)
  await expect.poll(() => peer.heard.at(-1), SOON).toBe('open')
  await stranger.link.fleetCounts()
  expect(stranger.heard).toEqual(['connected', 'closed'])
  for (const { link } of [one, peer, stranger]) link.leave()
})

it('does with the rights that the guide names', async () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/deployment.md'), 'utf8')
  const rights = /\*\*Permissions\*\*: `(?<rights>[^`]+)`/.exec(guide)!.groups!.rights!.split(' ')
  // And what ioredis sends when it connects.
  await admin.call('ACL', 'SETUSER', 'breakers', 'on', '>secret', 'resetkeys', '-@all', '+info', ...rights)
  const asUser = { username: 'breakers', password: 'secret' }
  const [one, other] = [scriptedMember(aStore(asUser), 'rights'), scriptedMember(aStore(asUser), 'rights')]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  one.link.report({ succeeded: 0, failed: 1 })
  one.link.voteOpen(BREAK)
  await expect.poll(() => other.heard.at(-1), SOON).toBe('open')
  other.link.requestTrial(other.last.epoch, true)
  await expect.poll(() => other.heard.at(-1), SOON).toBe('trial')
  other.link.endTrial(other.last.trial!, 'closed')
  await expect.poll(() => one.heard.at(-1), SOON).toBe('closed')
  expect(await one.link.fleetCounts()).toEqual({ succeeded: 0, failed: 1, openVotes: 0, members: 2 })
  for (const { link } of [one, other]) link.leave()
})

it('keeps neither a trial nor a vote for longer than it was to, where the server’s clock is set back', async () => {
  const one = scriptedMember(aStore(), 'set back')
  await expect.poll(() => one.heard.length, SOON).toBe(2)
  one.link.voteOpen(BREAK)
  await expect.poll(() => one.heard.at(-1), SOON).toBe('open')
  // As who has died an hour later has left them.
  const later = Date.now() + 3_600_000
  const key = 'api-status:{breaker:set back}'
  await admin.hset(key, 'holder', 'dead', 'token', 'its', 'lease', later)
  await admin.zadd(`${key}:members`, later, 'dead')
  await admin.zadd(`${key}:votes`, later, 'dead')
  one.link.requestTrial(one.last.epoch, true)
  await expect.poll(() => one.heard.at(-1), EVENTUALLY).toBe('trial')
  expect(await one.link.fleetCounts()).toMatchObject({ openVotes: 1, members: 1 })
  one.link.leave()
})

it('tells who has ended a trial that it was another one’s by then, and changes nothing for it (Q1)', async () => {
  const one = scriptedMember(aStore(), 'too late')
  await expect.poll(() => one.heard.length, SOON).toBe(2)
  one.link.voteOpen(BREAK)
  await expect.poll(() => one.heard.at(-1), SOON).toBe('open')
  one.link.requestTrial(one.last.epoch, true)
  await expect.poll(() => one.heard.at(-1), SOON).toBe('trial')
  const later = Date.now() + 3000
  await admin.hset('api-status:{breaker:too late}', 'holder', 'another', 'token', 'its', 'lease', later)
  one.link.endTrial(one.last.trial!, 'closed')
  await expect.poll(() => one.heard.at(-1), SOON).toBe('trial lost')
  expect(one.heard.filter((what) => what === 'closed')).toHaveLength(1)
  one.link.leave()
})

it('goes on where all is flushed while it is connected: the next to open opens all', async () => {
  const [one, other] = [scriptedMember(aStore(), 'flushed'), scriptedMember(aStore(), 'flushed')]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  one.link.voteOpen(BREAK)
  await expect.poll(() => other.heard.at(-1), SOON).toBe('open')
  const { epoch } = other.last
  await admin.flushall()
  // Its vote is still so, and is said again.
  await expect.poll(() => [other.heard.at(-1), other.last.epoch > epoch], EVENTUALLY).toEqual(['open', true])
  expect(other.last.remainingMs).toBeLessThan(60_000)
  for (const { link } of [one, other]) link.leave()
})
