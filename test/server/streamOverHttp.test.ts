import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { createAdaptorServer } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { HealthService } from '../../src/server.js'
import { createFetchHandler, createHealthService, createNodeHandler } from '../../src/server.js'
import { nextTurn } from '../../src/time/turn.js'
import { serviceOnFakeClock } from './serviceOnFakeClock.js'

const SILENT = { info: () => {}, warn: () => {} }
const agent = new Agent({ keepAlive: true })
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    if (!server.listening) continue
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** Serves a service over HTTP; returns its stream's address. */
async function serve(service: HealthService): Promise<{ url: string; port: number; server: Server }> {
  const server = createServer(createNodeHandler(service)).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/api/health/stream`, port, server }
}

/** A client that has heard the first of it. */
async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /api/health/stream HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(socket, 'data')
  return socket
}

async function connectionsOf(server: Server): Promise<number> {
  return promisify(server.getConnections.bind(server))()
}

async function listen(url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage]
  return response
}

/** Reads until the text matches. */
async function until(response: IncomingMessage, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of response) {
    text += String(chunk)
    if (pattern.test(text)) return text
  }
  throw new Error(`The stream ended before ${String(pattern)}, after ${text}`)
}

describe('a stream over node:http', () => {
  it('says what it is before there is anything to say, and tells a change when it comes', async () => {
    const service = createHealthService({ logger: SILENT })
    const { url } = await serve(service)
    const response = await listen(url)
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    service.setReadOnly(true)
    expect(await until(response, /event: change\ndata: .*\n\n/)).toContain('"readOnly":true')
  })

  it('leaves nothing behind of a thousand clients that came and went (H2)', async () => {
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'one', run: () => {} }] })
    const { port, server } = await serve(service)
    const sockets = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'Timeout').length
    const before = sockets()
    for (let round = 0; round < 10; round++) {
      const clients = await Promise.all(Array.from({ length: 100 }, () => openSocket(port)))
      expect(clock.pendingTimers).toBeGreaterThanOrEqual(2)
      for (const client of clients) client.destroy()
      while ((await connectionsOf(server)) > 0) await nextTurn()
      await clock.advance(0)
      expect(clock.pendingTimers).toBe(0)
    }
    expect(sockets()).toBeLessThanOrEqual(before + 2)
  })

  it('ends the connection of a client that does not read, however much there is to tell', async () => {
    let size = 0
    const { service, clock } = serviceOnFakeClock({
      showDetails: 'always',
      stream: { interval: 60_000 },
      checks: [
        {
          name: 'chatty',
          cacheTtl: 0,
          retries: 0,
          run: () => ({
            status: 'unhealthy',
            error: { code: `C${++size}` },
            details: { long: 'x'.repeat(500_000) },
          }),
        },
      ],
    })
    const { port, server } = await serve(service)
    const socket = connect(port, '127.0.0.1')
    const [peer] = (await once(server, 'connection')) as [Socket]
    socket.write('GET /api/health/stream HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'readable')
    let isClosed = false
    peer.once('close', () => (isClosed = true))
    let most = 0
    for (let round = 0; round < 100 && !isClosed; round++) {
      await service.check('chatty', { force: true })
      most = Math.max(most, peer.writableLength)
      await clock.advance(300)
    }
    expect(isClosed).toBe(true)
    expect(most).toBeLessThan(2_000_000)
    socket.destroy()
  })

  it('writes nothing into an answer that another middleware has ended, and that its client is slow to take', async () => {
    const { service, clock } = serviceOnFakeClock()
    const handler = createNodeHandler(service)
    const errors: Error[] = []
    let ended: ServerResponse | undefined
    const server = createServer((request, response) => {
      ended = response.on('error', (error) => errors.push(error))
      handler(request, response)
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET /api/health/stream HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'readable')
    // As much as the system takes for a client that does not read, and a little more.
    for (let round = 0; round < 5000 && ended!.writableLength === 0; round++) {
      ended!.write('x'.repeat(16_000))
      await nextTurn()
    }
    expect(ended!.writableLength).toBeGreaterThan(0)
    ended!.end()
    await clock.advance(60_000)
    await nextTurn()
    expect(errors).toEqual([])
    socket.destroy()
  })

  it('lets the server close when the service ends', async () => {
    const service = createHealthService({ logger: SILENT })
    const { url, server } = await serve(service)
    const response = await listen(url)
    response.resume()
    const ended = Promise.all([once(server, 'close'), once(response, 'end')])
    server.close()
    await service.close()
    await ended
    expect(response).toMatchObject({ complete: true, headers: { connection: 'close' } })
  })
})

describe('a stream over fetch', () => {
  const request = (signal?: AbortSignal) =>
    new Request('http://127.0.0.1/api/health/stream', signal ? { signal } : {})

  it('is a body that goes on, and holds nothing once it is cancelled', async () => {
    const { service, clock } = serviceOnFakeClock()
    const response = await createFetchHandler(service)(request())
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.getReader()
    const first = await reader.read()
    expect(new TextDecoder().decode(first.value)).toContain('event: snapshot')
    expect(clock.pendingTimers).toBeGreaterThan(0)
    await reader.cancel()
    expect(clock.pendingTimers).toBe(0)
  })

  it('ends with the signal of its request', async () => {
    const { service, clock } = serviceOnFakeClock()
    const controller = new AbortController()
    const response = await createFetchHandler(service)(request(controller.signal))
    controller.abort()
    expect(clock.pendingTimers).toBe(0)
    expect(await response.text()).toContain('event: live')
  })

  it('holds nothing of a client that went away, over a server for fetch', async () => {
    const { service, clock } = serviceOnFakeClock()
    const server = createAdaptorServer({ fetch: createFetchHandler(service) }) as Server
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const socket = await openSocket((server.address() as AddressInfo).port)
    expect(clock.pendingTimers).toBeGreaterThan(0)
    socket.destroy()
    while (clock.pendingTimers > 0) await nextTurn()
    expect(await connectionsOf(server)).toBe(0)
  })

  it('fails for a reader that leaves 64 KiB unread', async () => {
    const { service, clock } = serviceOnFakeClock({ name: 'x'.repeat(40_000) })
    const response = await createFetchHandler(service)(request())
    for (const isReadOnly of [true, false, true, false]) {
      service.setReadOnly(isReadOnly)
      await clock.advance(300)
    }
    expect(clock.pendingTimers).toBe(0)
    await expect(response.text()).rejects.toThrow('too slow')
  })

  it('is over when the service ends', async () => {
    const { service } = serviceOnFakeClock()
    const response = await createFetchHandler(service)(request())
    await service.close()
    expect(await response.text()).toContain('event: live')
  })
})
