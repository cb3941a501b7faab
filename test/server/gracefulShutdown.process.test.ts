import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { ChildOptions } from './shutdown/spawnServer.js'
import { spawnServer } from './shutdown/spawnServer.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function running(options: ChildOptions) {
  const server = await spawnServer(options)
  cleanUps.push(() => server.kill())
  const agent = new Agent({ keepAlive: true })
  cleanUps.push(() => agent.destroy())
  return { server, agent, get: (path: string) => get(server.port, path, agent) }
}

async function get(port: number, path: string, agent: Agent) {
  const outgoing = request({ host: '127.0.0.1', port, path, agent }).end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  for await (const _ of response);
  return { status: response.statusCode, connection: response.headers.connection }
}

/** Asks again and again, as a load balancer's clients do, until the server is gone. */
async function load(ask: () => Promise<{ status: number | undefined }>) {
  const statuses = new Set<number | undefined>()
  let answered = 0
  for (;;) {
    try {
      statuses.add((await ask()).status)
      answered += 1
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return { answered, statuses: [...statuses], code, endedAt: performance.now() }
    }
  }
}

describe('a process that is told to end while requests run', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s is not ready at once, lives and serves on, loses no request and refuses none before its time (H14) (P9) (P12)',
    async (signal) => {
      const drainMs = 1000
      const { server, get: ask } = await running({ drainMs, timeoutMs: 10_000 })
      expect(await ask('/api/health/readiness')).toMatchObject({ status: 200 })

      const clients = Array.from({ length: 4 }, () => load(() => ask('/work?takes=10')))
      const liveness = load(() => ask('/api/health/liveness'))
      await server.hasReceived('/work')
      // Begun before the signal, done long after the drain.
      const slow = ask('/slow?takes=2500')
      await server.hasReceived('/slow')

      const signalledAt = performance.now()
      server.signal(signal)
      let ready: number | undefined = 200
      while (ready === 200) ready = (await ask('/api/health/readiness')).status
      expect(ready).toBe(503)
      expect(performance.now() - signalledAt).toBeLessThan(drainMs)
      expect(await ask('/api/health')).toMatchObject({ status: 200 })

      for (const client of [...(await Promise.all(clients)), await liveness]) {
        expect(client.statuses).toEqual([200])
        // Or it was about to be taken when the server stopped.
        expect(['ECONNREFUSED', 'ECONNRESET']).toContain(client.code)
        expect(client.endedAt - signalledAt).toBeGreaterThan(drainMs - 5)
      }
      expect(await slow).toEqual({ status: 200, connection: 'close' })
      expect(await server.done).toBe('clean')
      expect(await server.ended).toEqual({ code: 0, signal: null })
      const answered = (await Promise.all(clients)).reduce((sum, client) => sum + client.answered, 0)
      expect(server.received('/work')).toBe(answered)
      expect(answered).toBeGreaterThan(4)
    },
  )

  test('cuts off what runs for ever, and says so (H14)', async () => {
    const { server, get: ask } = await running({ drainMs: 0, timeoutMs: 300 })
    const cutOff = ask('/work').catch((error: unknown) => error)
    await server.hasReceived('/work')
    server.signal('SIGTERM')
    expect(await cutOff).toMatchObject({ code: 'ECONNRESET' })
    expect(await server.done).toBe('timed-out')
    expect(await server.ended).toEqual({ code: 0, signal: null })
  })

  test('ends at once at a second signal, as it would without all this', async () => {
    const { server, get: ask } = await running({ drainMs: 60_000 })
    server.signal('SIGTERM')
    while ((await ask('/api/health/readiness')).status === 200);
    server.signal('SIGTERM')
    expect(await server.ended).toEqual({ code: null, signal: 'SIGTERM' })
  })

  test('leaves the exit code to the app (P9)', async () => {
    const { server } = await running({ drainMs: 0, exitCode: 3 })
    server.signal('SIGTERM')
    expect(await server.ended).toEqual({ code: 3, signal: null })
  })

  test('waits for no connection that brings no request, and for no stream', async () => {
    const { server, get: ask } = await running({ drainMs: 0, timeoutMs: 25_000 })
    await ask('/work?takes=1')
    const silent = connect(server.port, '127.0.0.1')
    await once(silent, 'connect')
    const listening = request({ host: '127.0.0.1', port: server.port, path: '/api/health/stream' }).end()
    const [stream] = (await once(listening, 'response')) as [IncomingMessage]
    expect(stream.statusCode).toBe(200)
    stream.resume()
    const startedAt = performance.now()
    server.signal('SIGTERM')
    expect(await server.done).toBe('clean')
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - startedAt).toBeLessThan(3 * 2000)
    silent.destroy()
  })
})
