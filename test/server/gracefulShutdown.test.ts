import { once } from 'node:events'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Check, GracefulShutdownOptions } from '../../src/server.js'
import { createHealthService, createNodeHandler, gracefulShutdown } from '../../src/server.js'
import { ask, never } from './serviceOnFakeClock.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** A server, ended by hand rather than by a signal. */
async function prepared(
  options: GracefulShutdownOptions = {},
  listener?: RequestListener,
  checks: readonly Check[] = [],
) {
  const log: string[] = []
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(line) }
  const service = createHealthService({ logger, checks, cacheTtl: 0 })
  const server = createServer(listener ?? createNodeHandler(service)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const shutdown = gracefulShutdown(server, service, { signals: [], drainMs: 0, ...options })
  cleanUps.push(() => shutdown.dispose())
  const { port } = server.address() as AddressInfo
  return { service, server, shutdown, log, url: `http://127.0.0.1:${port}` }
}

describe('a shutdown', () => {
  test('fails readiness at once, and lives and answers on (H14) (P12)', async () => {
    const { service, shutdown, url } = await prepared({ drainMs: 1000 })
    const done = shutdown.shutdown()
    expect(service.isDraining).toBe(true)
    const statuses = await Promise.all(
      ['readiness', 'liveness', 'startup', ''].map(
        async (path) => (await fetch(`${url}/api/health/${path}`)).status,
      ),
    )
    expect(statuses).toEqual([503, 200, 200, 200])
    expect(await done).toBe('clean')
    expect(await ask(service, '/api/health/liveness')).toMatchObject({ status: 200 })
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  test('asks clients to come back on another connection, from its beginning', async () => {
    const { shutdown, url } = await prepared({ drainMs: 1000 })
    const connectionOf = async () => (await fetch(`${url}/api/health`)).headers.get('connection')
    expect(await connectionOf()).toBe('keep-alive')
    void shutdown.shutdown()
    expect(await connectionOf()).toBe('close')
    await shutdown.done
  })

  test('takes the connections that wait to be taken, before it takes no more (H14)', async () => {
    const { shutdown, url } = await prepared()
    const asked = Array.from({ length: 20 }, async () => {
      const [response] = await once(request(`${url}/api/health`, { agent: false }).end(), 'response')
      return (response as IncomingMessage).resume().statusCode
    })
    void shutdown.shutdown()
    expect(await Promise.all(asked)).toEqual(asked.map(() => 200))
    expect(await shutdown.done).toBe('clean')
  })

  test('waits for what runs', async () => {
    let answer: () => void = () => {}
    const { server, shutdown, url } = await prepared({}, (_, response) => {
      answer = () => response.end('done')
    })
    const asked = fetch(url)
    await once(server, 'request')
    let isOver = false
    void shutdown.shutdown().then(() => {
      isOver = true
    })
    while (server.listening) await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(false)
    answer()
    expect(await (await asked).text()).toBe('done')
    expect(await shutdown.done).toBe('clean')
  })

  test('lets the last report be made, and closes the service then', async () => {
    let runs = 0
    let answer: () => void = () => {}
    const slow = {
      name: 'slow',
      run: () =>
        new Promise<void>((resolve) => {
          runs += 1
          answer = resolve
        }),
    }
    const { service, server, shutdown, url } = await prepared({}, undefined, [slow])
    const asked = fetch(`${url}/api/health`)
    await once(server, 'request')
    void shutdown.shutdown()
    while (server.listening) await new Promise((resolve) => setImmediate(resolve))
    answer()
    expect(await (await asked).json()).toMatchObject({ components: { slow: { status: 'healthy' } } })
    await shutdown.done
    expect(await ask(service)).toMatchObject({ body: { components: { slow: { status: 'healthy' } } } })
    expect(runs).toBe(1)
  })

  test('does its tasks one after the other when no request runs any more', async () => {
    const order: string[] = []
    const { server, shutdown } = await prepared({
      onShutdown: [
        async () => {
          await new Promise((resolve) => setImmediate(resolve))
          order.push(`first, ${server.listening ? 'listening' : 'closed'}`)
        },
        () => order.push('second'),
      ],
    })
    await shutdown.shutdown()
    expect(order).toEqual(['first, closed', 'second'])
  })

  test('goes on after a task that throws, and tells of it', async () => {
    const order: string[] = []
    const { shutdown, log } = await prepared({
      onShutdown: [() => Promise.reject(new Error('pool')), () => order.push('second')],
    })
    expect(await shutdown.shutdown()).toBe('clean')
    expect(order).toEqual(['second'])
    expect(log).toContainEqual(expect.stringMatching(/task of the shutdown failed/))
  })

  test('gives up a task that does not end, and says so', async () => {
    const order: string[] = []
    const { shutdown } = await prepared({
      timeoutMs: 30,
      onShutdown: [() => never, () => order.push('second')],
    })
    expect(await shutdown.shutdown()).toBe('timed-out')
    expect(order).toEqual(['second'])
  })

  test('is one, however often it is asked for', async () => {
    let runs = 0
    const { shutdown, log } = await prepared({ onShutdown: [() => (runs += 1)] })
    await Promise.all([shutdown.shutdown(), shutdown.shutdown()])
    await shutdown.shutdown()
    expect(runs).toBe(1)
    expect(log.filter((line) => line.startsWith('Shutting down'))).toHaveLength(1)
  })

  test('of a server that does not listen is over at once', async () => {
    const service = createHealthService({ logger: { info: () => {}, warn: () => {} } })
    const { done, shutdown } = gracefulShutdown(createServer(), service, { signals: [], drainMs: 0 })
    void shutdown()
    expect(await done).toBe('clean')
  })
})

describe('leaves nothing behind', () => {
  const listeners = (server: Server) => ({
    SIGTERM: process.listenerCount('SIGTERM'),
    SIGINT: process.listenerCount('SIGINT'),
    request: server.listenerCount('request'),
  })

  test.each([
    ['when it is over', async ({ shutdown }) => void (await shutdown())],
    ['when it is let go before', async ({ dispose }) => dispose()],
  ] satisfies [string, (shutdown: ReturnType<typeof gracefulShutdown>) => Promise<void>][])(
    '%s',
    async (_, end) => {
      const server = createServer(() => {})
      const before = listeners(server)
      const service = createHealthService({ logger: { info: () => {}, warn: () => {} } })
      const shutdown = gracefulShutdown(server, service, { drainMs: 0 })
      expect(listeners(server)).toEqual({
        SIGTERM: before.SIGTERM + 1,
        SIGINT: before.SIGINT + 1,
        request: before.request + 1,
      })
      await end(shutdown)
      expect(listeners(server)).toEqual(before)
    },
  )
})

test.each([
  [{ signals: 'SIGTERM' }, "signals: expected a list such as ['SIGTERM']"],
  [{ drainMs: -1 }, 'drainMs: expected a number of milliseconds'],
  [{ timeoutMs: 0 }, 'timeoutMs: expected a number of milliseconds'],
  [{ onShutdown: [7] }, 'onShutdown: expected a list of functions'],
])('%j is refused', (options, message) => {
  const service = createHealthService()
  expect(() => gracefulShutdown(createServer(), service, options as never)).toThrow(message)
})

test('a server that is none is refused', () => {
  expect(() => gracefulShutdown({} as never, createHealthService())).toThrow(
    /server: expected a server of node:http/,
  )
})
