import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { redisBreakerStore } from '../../../src/server.js'
import { systemClock } from '../../../src/time/clock.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import type { Connections } from './fleetOnRedis.js'
import { CLIENTS, connect, storeOn } from './fleetOnRedis.js'
import { scriptedMember } from './scriptedMember.js'

const SOON = { ...EVENTUALLY, interval: 5 }
const HOUR = 3_600_000

let redis: RedisServer
const open: Connections[] = []
const children: ChildProcess[] = []
beforeAll(async () => {
  redis = await redisServer()
  await redis.start()
})
afterEach(() => {
  for (const connections of open.splice(0)) connections.end()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => redis.close())

/** A program of the folder `processes`. */
function aProcess(program: string, ...args: string[]): ChildProcess {
  const path = join(import.meta.dirname, 'processes', program)
  const child = fork(path, args, { execArgv: ['--import', 'tsx'], silent: true })
  children.push(child)
  return child
}

async function aStore() {
  const { store, connections } = await storeOn(redis.port)
  open.push(connections)
  return store
}

it.each(['memory', ...CLIENTS])(
  'lets a process end when its work is done, on a store of %s and without leave() (Q16)',
  async (kind) => {
    const child = aProcess('endsByItself.ts', kind, String(redis.port))
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk))
    // The channel to this process would keep it alive.
    child.disconnect()
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) })
    await expect
      .poll(() => printed, SOON)
      .toMatch(/^its work is done, and the breaker (open|half-open|closed)\n$/)
    expect(code).toBe(0)
  },
)

it('opens the breakers of all workers of a cluster of Node', async () => {
  const child = aProcess('clusterWorkers.ts', String(redis.port))
  let kinds: unknown
  child.on('message', (message) => (kinds = message))
  await expect.poll(() => kinds, EVENTUALLY).toEqual(['open', 'open', 'open'])
})

it('agrees where the clocks of hosts are an hour apart', async () => {
  const connections = await connect('ioredis', redis.port)
  open.push(connections)
  const clock = {
    ...systemClock,
    now: () => systemClock.now() + HOUR,
    wallNow: () => systemClock.wallNow() + HOUR,
  }
  const ahead = redisBreakerStore({ ...connections, clock, logger: QUIET })
  const [one, other] = [scriptedMember(await aStore(), 'clocks'), scriptedMember(ahead, 'clocks')]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  const isAbout = (ms: number, expected: number) => ms > expected - 600 && ms <= expected + 150
  one.link.voteOpen({ waitMs: 30_000, remainingMs: 20_000, attempt: 1 })
  await expect.poll(() => other.heard.at(-1), SOON).toBe('open')
  expect([other.last.remainingMs, isAbout(other.last.remainingMs, 20_000)]).toEqual([
    expect.any(Number),
    true,
  ])

  other.link.requestTrial(other.last.epoch, true)
  await expect.poll(() => other.heard.at(-1), SOON).toBe('trial')
  const { epoch } = one.last
  other.link.endTrial(other.last.trial!, { opened: { waitMs: 40_000, remainingMs: 40_000, attempt: 2 } })
  await expect.poll(() => one.last.epoch > epoch, SOON).toBe(true)
  expect([one.last.remainingMs, isAbout(one.last.remainingMs, 40_000)]).toEqual([expect.any(Number), true])
  for (const { link } of [one, other]) link.leave()
})

it('gives the trial to the next when who has it leaves, and tells who joins meanwhile that all is open (Q23)', async () => {
  const [one, other] = [scriptedMember(await aStore(), 'leaves'), scriptedMember(await aStore(), 'leaves')]
  await expect.poll(() => [one.heard.length, other.heard.length], SOON).toEqual([2, 2])
  one.link.voteOpen({ waitMs: 60_000, remainingMs: 60_000, attempt: 1 })
  await expect.poll(() => [one.heard.at(-1), other.heard.at(-1)], SOON).toEqual(['open', 'open'])
  one.link.requestTrial(one.last.epoch, true)
  await expect.poll(() => one.heard.at(-1), SOON).toBe('trial')
  const newcomer = scriptedMember(await aStore(), 'leaves')
  await expect.poll(() => newcomer.heard, SOON).toEqual(['connected', 'open'])
  for (const { link, last } of [other, newcomer]) link.requestTrial(last.epoch, true)
  await expect.poll(() => one.heard.at(-1), SOON).toBe('wanted')
  const leftAt = performance.now()
  one.link.leave()
  const isGiven = () => [other, newcomer].filter(({ heard }) => heard.includes('trial')).length
  await expect.poll(isGiven, SOON).toBe(1)
  // At once, and not when its lease is over.
  expect(performance.now() - leftAt).toBeLessThan(1500)
  expect((await newcomer.link.fleetCounts()).members).toBe(2)
  for (const { link } of [other, newcomer]) link.leave()
})
