import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { redisServer } from '../server/engines/redisServer.js'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const EVENTUALLY = { timeout: 20_000, interval: 20 }
/** For how long Redis is away, in milliseconds. */
const OUTAGE_MS = 5000

type Mode = 'up' | 'down' | 'held'

/** A back end that counts what arrives; held requests are answered when it is up again. */
async function aBackend() {
  const seen = { mode: 'up' as Mode, arrived: 0 }
  const held: ServerResponse[] = []
  const server = createServer((_, response) => {
    seen.arrived++
    if (seen.mode === 'held') held.push(response)
    else response.writeHead(seen.mode === 'up' ? 200 : 500).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const release = () => {
    seen.mode = 'up'
    for (const response of held.splice(0)) response.end()
  }
  return { seen, release, port: (server.address() as AddressInfo).port }
}

interface Told {
  readonly kind?: string
  readonly at?: number
  readonly durations?: number[]
  readonly unshared?: number[]
  readonly members?: number
}

async function aMember(...ports: number[]) {
  const path = join(import.meta.dirname, 'sharing/member.ts')
  const child: ChildProcess = fork(path, ports.map(String), { execArgv: ['--import', 'tsx'] })
  cleanups.push(() => child.kill('SIGKILL'))
  const changes: { kind: string; at: number }[] = []
  await once(child, 'message')
  child.on('message', ({ kind, at }: Told) => {
    if (kind !== undefined && at !== undefined) changes.push({ kind, at })
  })
  const ask = async (question: 'durations' | 'fleet') => {
    child.send(question)
    for (;;) {
      const [told] = (await once(child, 'message')) as [Told]
      if (told.kind === undefined) return told
    }
  }
  return {
    changes,
    send: (message: 'call' | 'call both') => child.send(message),
    members: async () => (await ask('fleet')).members,
    durations: () => ask('durations'),
    at: (kind: string) => changes.find((change) => change.kind === kind)?.at,
  }
}

async function twoMembers(resetAfter: number) {
  const redis = await redisServer()
  cleanups.push(() => redis.close())
  await redis.start()
  const backend = await aBackend()
  const [one, other] = await Promise.all([
    aMember(redis.port, backend.port, resetAfter),
    aMember(redis.port, backend.port, resetAfter),
  ])
  await expect.poll(one.members, EVENTUALLY).toBe(2)
  return { redis, backend, one, other }
}

const p99 = (durations: number[]) => durations.toSorted((a, b) => a - b)[Math.floor(durations.length * 0.99)]!

it('opens in both of two processes within 200 ms, and lets exactly one call find out', async () => {
  const { backend, one, other } = await twoMembers(1000)
  backend.seen.mode = 'down'
  one.send('call')
  await expect.poll(() => other.at('open'), EVENTUALLY).toBeDefined()
  const followedMs = other.at('open')! - one.at('open')!
  console.log(`The other process followed after ${followedMs} ms.`)
  expect(followedMs).toBeLessThan(600)

  // All that were under way have come back by then, and both processes call.
  backend.seen.mode = 'held'
  other.send('call')
  const before = backend.seen.arrived
  await expect.poll(() => backend.seen.arrived, EVENTUALLY).toBe(before + 1)
  await setTimeout(500)
  expect(backend.seen.arrived).toBe(before + 1)
  backend.release()
  await expect.poll(() => [one.at('closed'), other.at('closed')], EVENTUALLY).not.toContain(undefined)
}, 60_000)

it('makes no call slower while Redis hangs or is killed, and agrees again when it is back', async () => {
  const { redis, backend, one, other } = await twoMembers(60_000)
  one.send('call both')
  const measured = async () => {
    await one.durations()
    await setTimeout(OUTAGE_MS)
    const { durations = [], unshared = [] } = await one.durations()
    return { shared: p99(durations), unshared: p99(unshared) }
  }
  const connected = await measured()
  redis.freeze()
  const hung = await measured()
  redis.thaw()
  await expect.poll(one.members, EVENTUALLY).toBe(2)
  await redis.kill()
  const killed = await measured()
  console.log('p99 of calls in ms:', { connected, hung, killed })
  // What the machine itself does at times is in both. A call that waited for Redis would take 300 ms more.
  for (const { shared, unshared } of [hung, killed]) expect(shared).toBeLessThan(3 * unshared + 10)

  backend.seen.mode = 'down'
  await expect.poll(() => one.at('open'), EVENTUALLY).toBeDefined()
  expect(other.at('open')).toBeUndefined()
  await redis.start()
  await expect.poll(() => other.at('open'), EVENTUALLY).toBeDefined()
}, 90_000)
