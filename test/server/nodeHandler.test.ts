import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createHealthService, createNodeHandler } from '../../src/server.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** A real server on a free port of this machine, gone after the test. */
async function listening(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { server, port, url: `http://127.0.0.1:${port}` }
}

/** One request on an agent's connections. */
async function send(port: number, path: string, options: { method?: string; agent?: Agent } = {}) {
  const outgoing = request({ host: '127.0.0.1', port, path, ...options })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const reused = outgoing.reusedSocket
  return {
    status: response.statusCode,
    headers: response.headers,
    text: Buffer.concat(chunks).toString(),
    reused,
  }
}

describe('over node:http', () => {
  test('each path answers as the core does', async () => {
    const { service } = serviceOnFakeClock({ checks: [{ name: 'part', run: () => false }], retries: 0 })
    const { port } = await listening(createNodeHandler(service))
    const statuses: Record<string, number | undefined> = {}
    for (const path of [
      '',
      '/',
      '?x=1',
      '/liveness',
      '/readiness',
      '/startup',
      '/components/part',
      '/none',
    ]) {
      statuses[path] = (await send(port, `/api/health${path}`)).status
    }
    expect(statuses).toEqual({
      '': 503,
      '/': 503,
      '?x=1': 503,
      '/liveness': 200,
      '/readiness': 503,
      '/startup': 200,
      '/components/part': 503,
      '/none': 404,
    })
  })

  test('bytes, length and type arrive', async () => {
    const { service } = serviceOnFakeClock({ name: 'Bücher' })
    const { port } = await listening(createNodeHandler(service))
    const { headers, text } = await send(port, '/api/health')
    expect(headers['content-type']).toBe('application/json')
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(JSON.parse(text)).toMatchObject({ status: 'healthy', service: { name: 'Bücher' } })
  })

  test('HEAD has the headers alone, and the connection goes on', async () => {
    const { service } = serviceOnFakeClock()
    const { port } = await listening(createNodeHandler(service))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanUps.push(() => agent.destroy())
    const head = await send(port, '/api/health', { method: 'HEAD', agent })
    const get = await send(port, '/api/health', { agent })
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
    expect(get.reused).toBe(true)
  })

  test('a 304 to If-None-Match, as a browser sends it', async () => {
    const { service } = serviceOnFakeClock()
    const { url } = await listening(createNodeHandler(service))
    const etag = (await fetch(`${url}/api/health`)).headers.get('etag') ?? ''
    const unchanged = await fetch(`${url}/api/health`, { headers: { 'if-none-match': etag } })
    expect(unchanged.status).toBe(304)
    expect(await unchanged.text()).toBe('')
  })

  test('a large body that nobody asked for is read away, and the connection goes on', async () => {
    const { service } = serviceOnFakeClock()
    const { port } = await listening(createNodeHandler(service))
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => (received += String(chunk)))
    const size = 4_000_000
    socket.write(`POST /api/health HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`)
    socket.write(Buffer.alloc(size, 'x'))
    socket.write('GET /api/health/liveness HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    await once(socket, 'end')
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 200'])
  })

  test('headers set by a framework before are kept', async () => {
    const { service } = serviceOnFakeClock()
    const handle = createNodeHandler(service)
    const { port } = await listening((incoming, response) => {
      response.setHeader('X-Powered-By', 'test').setHeader('Content-Type', 'text/html')
      handle(incoming, response)
    })
    expect((await send(port, '/api/health')).headers).toMatchObject({
      'x-powered-by': 'test',
      'content-type': 'application/json',
    })
  })

  test('under a mount path that the framework has cut off', async () => {
    const { service } = serviceOnFakeClock()
    const handle = createNodeHandler(service)
    const { port } = await listening((incoming, response) => {
      const mounted = Object.assign(incoming, { originalUrl: incoming.url })
      mounted.url = '/liveness'
      handle(mounted, response)
    })
    expect((await send(port, '/api/health/liveness')).status).toBe(200)
  })

  test('callers are told apart by their headers, whatever case they are asked for in', async () => {
    const { service } = serviceOnFakeClock({
      showDetails: (caller) =>
        caller.header('X-Token') === 'open' && caller.header('Set-Cookie') === 'a=1, b=2',
      checks: [{ name: 'part', run: () => ({ status: 'healthy', details: { used: 3 } }) }],
    })
    const { port } = await listening(createNodeHandler(service))
    const outgoing = request({ host: '127.0.0.1', port, path: '/api/health' })
    outgoing.setHeader('x-token', 'open').setHeader('set-cookie', ['a=1', 'b=2']).end()
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of response) text += String(chunk)
    expect(text).toContain('used')
  })
})

describe('a client that goes away', () => {
  test('before its answer is ready is no error of the host', async () => {
    const failures = vi.fn<(error: unknown) => void>()
    process.on('uncaughtException', failures)
    process.on('unhandledRejection', failures)
    cleanUps.push(() => {
      process.off('uncaughtException', failures)
      process.off('unhandledRejection', failures)
    })
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'hung', run: () => never }] })
    const responses: ServerResponse[] = []
    const handle = createNodeHandler(service)
    const { port, server } = await listening((incoming, response) => {
      response.on('error', failures)
      responses.push(response)
      handle(incoming, response)
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /api/health HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(server, 'request')
    socket.destroy()
    await vi.waitFor(() => expect(responses[0]?.destroyed).toBe(true))
    await clock.advance(2000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(failures).not.toHaveBeenCalled()
    expect((await send(port, '/api/health/liveness')).status).toBe(200)
  })

  test('an answer that another middleware gave in the meantime stands', async () => {
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'hung', run: () => never }] })
    const handle = createNodeHandler(service)
    const { port } = await listening((incoming, response) => {
      handle(incoming, response)
      if (incoming.url === '/api/health') response.writeHead(504).end('too slow')
    })
    expect(await send(port, '/api/health')).toMatchObject({ status: 504, text: 'too slow' })
    await clock.advance(2000)
    expect((await send(port, '/api/health/liveness')).status).toBe(200)
  })
})

describe('on the real clock', () => {
  test('while a check hangs liveness answers at once, and the report within the timeout', async () => {
    const service = createHealthService({
      timeout: 300,
      logger: { info: () => {}, warn: () => {} },
      checks: [{ name: 'hung', run: () => never }],
    })
    const { port } = await listening(createNodeHandler(service))
    const startedAt = performance.now()
    let reportAfter = Number.POSITIVE_INFINITY
    const report = send(port, '/api/health').then((answer) => {
      reportAfter = performance.now() - startedAt
      return answer
    })
    expect((await send(port, '/api/health/liveness')).status).toBe(200)
    expect(reportAfter).toBe(Number.POSITIVE_INFINITY)
    expect((await report).status).toBe(503)
    expect(reportAfter).toBeGreaterThanOrEqual(299)
    // The rest is the machine's, which others use as well.
    expect(reportAfter).toBeLessThan(2000)
  })

  test('1000 checks that ran out of time leave no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const service = createHealthService({
      timeout: 20,
      concurrency: 1000,
      logger: { info: () => {}, warn: () => {} },
      checks: Array.from({ length: 1000 }, (_, index) => ({ name: `part ${index}`, run: () => never })),
    })
    const asked = service.checkAll()
    expect(timers()).toBeGreaterThanOrEqual(before + 1000)
    const { components } = await asked
    expect(Object.values(components).filter(({ error }) => error?.code === 'TIMEOUT')).toHaveLength(1000)
    expect(timers()).toBeLessThanOrEqual(before)
  })
})
