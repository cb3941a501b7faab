import { Cluster, Redis } from 'ioredis'
import { createCluster } from 'redis'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { BreakerStore } from '../../../src/core.js'
import { redisBreakerStore } from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import { freePort } from '../engines/engineProcess.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import { scriptedMember } from './scriptedMember.js'

const SOON = { ...EVENTUALLY, interval: 5 }
const BREAK = { waitMs: 60_000, remainingMs: 60_000, attempt: 1 }
/** Half of the slots each: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ */
const SLOTS = [
  [0, 8191],
  [8192, 16_383],
] as const

let servers: RedisServer[]
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  const made = await Promise.all(
    SLOTS.map(async () => {
      const busPort = await freePort()
      return {
        busPort,
        server: await redisServer(['--cluster-enabled', 'yes', '--cluster-port', String(busPort)]),
      }
    }),
  )
  servers = made.map(({ server }) => server)
  await Promise.all(servers.map((server) => server.start()))
  const admins = servers.map(({ port }) => new Redis({ port, host: '127.0.0.1' }))
  for (const [index, [from, to]] of SLOTS.entries())
    await admins[index]!.call('CLUSTER', 'ADDSLOTSRANGE', from, to)
  const { server, busPort } = made[1]!
  await admins[0]!.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort)
  await vi.waitFor(async () => {
    const states = await Promise.all(admins.map((admin) => admin.call('CLUSTER', 'INFO')))
    if (!states.every((state) => /cluster_state:ok[^]*cluster_known_nodes:2/.test(String(state))))
      throw new Error(`They are not one yet: ${states.join('\n')}`)
  }, EVENTUALLY)
  for (const admin of admins) admin.disconnect()
})
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})
afterAll(() => Promise.all(servers.map((server) => server.close())))

function onIoredis(): BreakerStore {
  const connect = () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port: servers[0]!.port }])
    cluster.on('error', () => {})
    cleanups.push(() => cluster.disconnect())
    return cluster
  }
  return redisBreakerStore({ client: connect(), subscriber: connect(), logger: QUIET })
}

async function onRedis(): Promise<BreakerStore> {
  const connect = async () => {
    const cluster = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${servers[0]!.port}` }] })
    cluster.on('error', () => {})
    await cluster.connect()
    cleanups.push(() => cluster.destroy())
    return cluster
  }
  return redisBreakerStore({ client: await connect(), subscriber: await connect(), logger: QUIET })
}

it('shares breakers on a cluster, whichever of its servers keeps them, between clients of both kinds', async () => {
  const [here, there] = [onIoredis(), await onRedis()]
  // Names enough for both servers to have some, and one that has braces of its own.
  const names = [...Array.from({ length: 8 }, (_, index) => `part ${index}`), 'a {braced} name']
  const members = names.map((name) => [scriptedMember(here, name), scriptedMember(there, name)] as const)
  const all = members.flat()
  await expect.poll(() => all.map(({ heard }) => heard.length), SOON).toEqual(all.map(() => 2))
  const kept = await Promise.all(
    servers.map(async ({ port }) => {
      const admin = new Redis({ port, host: '127.0.0.1' })
      cleanups.push(() => admin.disconnect())
      return admin.dbsize()
    }),
  )
  expect(Math.min(...kept)).toBeGreaterThan(0)

  for (const [one] of members) one.link.voteOpen(BREAK)
  await expect.poll(() => all.map(({ heard }) => heard.at(-1)), SOON).toEqual(all.map(() => 'open'))
  for (const [, other] of members) other.link.requestTrial(other.last.epoch, true)
  await expect
    .poll(() => members.map(([, { heard }]) => heard.at(-1)), SOON)
    .toEqual(members.map(() => 'trial'))
  for (const [, other] of members) other.link.endTrial(other.last.trial!, 'closed')
  await expect.poll(() => all.map(({ heard }) => heard.at(-1)), SOON).toEqual(all.map(() => 'closed'))
  for (const { link } of all) link.leave()
})
