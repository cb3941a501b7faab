import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { WorkerLiveness, WorkerLivenessOptions } from '../../src/server.js'
import { serveLivenessFromWorker } from '../../src/server.js'
import type { BundledDoor } from './checks/bundledDoor.js'
import { bundledDoor, messageOf } from './checks/bundledDoor.js'

let door: BundledDoor
const open: WorkerLiveness[] = []
beforeAll(async () => {
  door = await bundledDoor()
})
afterAll(() => door.close())
afterEach(async () => {
  for (const liveness of open.splice(0)) await liveness.close()
})

async function served(options: Partial<WorkerLivenessOptions> = {}): Promise<WorkerLiveness> {
  const liveness = await serveLivenessFromWorker({ port: 0, ...options })
  open.push(liveness)
  return liveness
}

/** A process whose event loop can be blocked for so many milliseconds; its door is bundled and minified. */
async function blockable(options: string): Promise<{ child: ChildProcess; port: number }> {
  const child = await door.run(`
    import { serveLivenessFromWorker } from './door.mjs'
    const liveness = await serveLivenessFromWorker({ port: 0, ${options} })
    process.on('message', (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms))
    process.send(liveness.port)`)
  return { child, port: await messageOf<number>(child) }
}

const answerOf = async (port: number, path = '/health/live', init: RequestInit = {}) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...init,
    signal: AbortSignal.timeout(5000),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const stateOf = async (port: number) => {
  const { status, text } = await answerOf(port)
  return { status, body: JSON.parse(text) as unknown }
}
const sees = (port: number, state: object) =>
  vi.waitFor(async () => expect(await stateOf(port)).toEqual(state), { timeout: 20_000 })

const ALIVE = { status: 200, body: { status: 'healthy' } }
const BUSY = { status: 200, body: { status: 'degraded', reason: 'busy' } }
const STUCK = { status: 503, body: { status: 'unhealthy', reason: 'busy' } }

/** Whether nothing accepts connections there any more. */
async function isRefused(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  try {
    await once(socket, 'connect')
    return false
  } catch {
    return true
  } finally {
    socket.destroy()
  }
}

describe('a process whose event loop is blocked', () => {
  test('answers busy, then 503, and is alive again when the loop turns (H25)', async () => {
    const { child, port } = await blockable('busyAfter: 200, unhealthyAfter: 1500')
    expect(await stateOf(port)).toEqual(ALIVE)
    child.send(6000)
    await sees(port, BUSY)
    await sees(port, STUCK)
    expect((await answerOf(port)).headers.get('retry-after')).toBe('5')
    await sees(port, ALIVE)
  })

  test('answers each probe at once rather than by its timeout (H25)', async () => {
    const { child, port } = await blockable('busyAfter: 200')
    child.send(60_000)
    await sees(port, BUSY)
    const startedAt = performance.now()
    for (let probe = 0; probe < 10; probe++) expect(await stateOf(port)).toEqual(BUSY)
    expect(performance.now() - startedAt).toBeLessThan(10 * 300)
  })

  test('is no 503 where none is wanted', async () => {
    const { child, port } = await blockable('busyAfter: 20, unhealthyAfter: Infinity')
    child.send(60_000)
    await sees(port, BUSY)
    for (let probe = 0; probe < 50; probe++) expect(await stateOf(port)).toEqual(BUSY)
  })
})

describe('liveness from a worker', () => {
  test('ends with a process that is killed', async () => {
    const { child, port } = await blockable('')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await vi.waitFor(async () => expect(await isRefused(port)).toBe(true), { timeout: 10_000 })
  })

  test('keeps no process alive that has nothing else to do', async () => {
    const child = await door.run(`
      import { serveLivenessFromWorker } from './door.mjs'
      await serveLivenessFromWorker({ port: 0 })
      process.disconnect()`)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('leaves its port when it is closed, however often', async () => {
    const liveness = await served()
    expect(await isRefused(liveness.port)).toBe(false)
    await Promise.all([liveness.close(), liveness.close()])
    expect(await isRefused(liveness.port)).toBe(true)
  })

  test('says so when its port is taken', async () => {
    const { port } = await served()
    await expect(serveLivenessFromWorker({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test.each(['/', '/health/live', '/health/live/', '/api/health/liveness', '/api/health/liveness?verbose'])(
    'is found at %s',
    async (path) => {
      const { port } = await served()
      const { status, headers, text } = await answerOf(port, path)
      expect([status, text]).toEqual([200, '{"status":"healthy"}'])
      expect(headers.get('content-type')).toBe('application/json')
      expect(headers.get('cache-control')).toBe('no-cache')
    },
  )

  test('is found at paths of your own', async () => {
    const { port } = await served({ paths: ['/live/'] })
    expect((await answerOf(port, '/live')).status).toBe(200)
    expect((await answerOf(port, '/')).status).toBe(404)
  })

  test('answers nothing else: readiness is a question for the main thread', async () => {
    const { port } = await served()
    expect((await answerOf(port, '/api/health/readiness')).status).toBe(404)
    const posted = await answerOf(port, '/', { method: 'POST', body: 'x' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const head = await answerOf(port, '/', { method: 'HEAD' })
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', '20'])
  })

  test.each([
    [
      'port',
      { port: 70_000 },
      'serveLivenessFromWorker port: expected a whole number from 0 to 65535, got 70000',
    ],
    ['host', { host: '' }, 'serveLivenessFromWorker host: expected an address'],
    [
      'paths',
      { paths: ['live'] },
      "serveLivenessFromWorker paths: expected a list of paths that begin with '/'",
    ],
    ['busyAfter', { busyAfter: 0 }, 'serveLivenessFromWorker busyAfter: expected a number of milliseconds'],
    ['unhealthyAfter', { unhealthyAfter: 10 }, 'serveLivenessFromWorker unhealthyAfter: expected'],
  ])('refuses a malformed %s', async (_, options, message) => {
    await expect(served(options)).rejects.toThrow(message)
  })
})
