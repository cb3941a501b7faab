import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import type { HealthListenerOptions, HealthServiceOptions } from '../../src/server.js'
import { createHealthService, listenForHealth } from '../../src/server.js'
import { warnOfExposure } from '../../src/server/listener/exposure.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function listening(
  { port = 0, ...options }: Partial<HealthListenerOptions> = {},
  ofService: HealthServiceOptions = {},
) {
  const log: string[] = []
  const logger = { info: (line: string) => log.push(line), warn: (line: string) => log.push(line) }
  const service = createHealthService({ logger, ...ofService })
  const listener = await listenForHealth(service, { port, ...options })
  cleanUps.push(() => listener.close())
  return { listener, log, ...listener }
}

/** A connection on which a test writes bytes as it likes. */
async function rawConnection(port: number) {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  cleanUps.push(() => socket.destroy())
  let received = ''
  socket.on('data', (chunk) => (received += String(chunk)))
  // What a server does that closes while bytes are on their way.
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(received)).on('end', () => resolve(received))
  })
  await once(socket, 'connect')
  return { socket, closed, statuses: async () => statusesIn(await closed) }
}

const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))

/** Writes a byte now and then for as long as the other side lets it, and says how long that was. */
async function drip(socket: Socket, closed: Promise<unknown>) {
  const startedAt = performance.now()
  const timer = setInterval(() => socket.write('a'), 20)
  cleanUps.push(() => clearInterval(timer))
  await closed
  clearInterval(timer)
  return performance.now() - startedAt
}

const LIVENESS = 'GET /api/health/liveness HTTP/1.1\r\nhost: x\r\n'

describe('a listener of its own', () => {
  test('answers the health paths, and nothing else', async () => {
    const { url } = await listening({}, { checks: [{ name: 'part', run: () => true }] })
    const statusOf = async (path: string) => (await fetch(url + path)).status
    expect(await statusOf('/api/health')).toBe(200)
    expect(await statusOf('/api/health/liveness')).toBe(200)
    expect(await statusOf('/api/health/components/part')).toBe(200)
    expect(await statusOf('/health/ready')).toBe(200)
    expect(await statusOf('/')).toBe(404)
  })

  test('is reached from this machine alone unless told otherwise (P11)', async () => {
    const { listener, port } = await listening()
    expect(listener.server.address()).toMatchObject({ address: '127.0.0.1' })
    expect(listener.url).toBe(`http://127.0.0.1:${port}`)
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside) {
      const socket = connect(port, address)
      const [error] = (await once(socket, 'error')) as [Error]
      expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    }
  })

  test('ends with all of its connections, also those that wait for more', async () => {
    const { listener, port } = await listening()
    const idle = await rawConnection(port)
    const half = await rawConnection(port)
    idle.socket.write(`${LIVENESS}\r\n`)
    half.socket.write(LIVENESS)
    await once(idle.socket, 'data')
    await Promise.all([listener.close(), listener.close()])
    expect(await idle.statuses()).toEqual([200])
    expect(await half.statuses()).toEqual([])
    const [error] = (await once(connect(port, '127.0.0.1'), 'error')) as [Error]
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('that can’t listen says what to do', () => {
  test('when the port is taken', async () => {
    const { port } = await listening()
    await expect(listening({ port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `The health listener can't listen on 127.0.0.1, port ${port}, so nobody can ask how this service is. The port is taken: end the other process, or give another \`port\`.`,
    })
  })

  test('when the address is another machine’s', async () => {
    // https://www.rfc-editor.org/rfc/rfc5737: in use nowhere
    await expect(listening({ host: '192.0.2.1' })).rejects.toThrow(/no such address/)
  })

  test.each([
    [{ port: 65_536 }, 'port: expected a whole number from 0 to 65535'],
    [{ port: '80' }, 'port: expected a whole number from 0 to 65535, got "80"'],
    [{ host: '' }, 'host: expected an address'],
    [{ headersTimeout: 0 }, 'headersTimeout: expected a number of milliseconds'],
    [{ requestTimeout: 10 }, 'requestTimeout: expected at least the headersTimeout'],
    [{ maxHeaderSize: 10 }, 'maxHeaderSize: expected a whole number from 1024'],
    [{ maxConnections: 0 }, 'maxConnections: expected a whole number from 1'],
  ])('when %j is malformed', async (options, message) => {
    await expect(listening(options as never)).rejects.toThrow(message)
  })
})

describe('details for everybody', () => {
  test.each([
    ['127.0.0.1', 'always', 0],
    ['127.1.2.3', 'always', 0],
    ['::1', 'always', 0],
    ['localhost', 'always', 0],
    ['0.0.0.0', 'never', 0],
    ['0.0.0.0', 'always', 1],
    ['::', 'always', 1],
    ['10.0.0.5', 'always', 1],
    ['health.internal', 'always', 1],
  ] as const)('on %s with showDetails %s are warned of %i times', (host, showDetails, times) => {
    const log: string[] = []
    warnOfExposure(host, showDetails, { info: () => {}, warn: (line) => void log.push(line) })
    expect(log.filter((line) => line.includes(`everybody who reaches ${host}`))).toHaveLength(times)
  })

  test('are no reason for a warning from a listener that this machine alone reaches', async () => {
    const { log, url } = await listening({}, { showDetails: 'always' })
    await fetch(`${url}/api/health`)
    expect(log).toEqual([])
  })
})

describe('a client that', () => {
  test('never ends its headers is closed with a 408', async () => {
    const { port } = await listening({ headersTimeout: 200 })
    const { socket, closed, statuses } = await rawConnection(port)
    socket.write(`${LIVENESS}x-slow: `)
    expect(await drip(socket, closed)).toBeGreaterThanOrEqual(199)
    expect(await statuses()).toEqual([408])
  })

  test('sends nothing at all is closed', async () => {
    const { port } = await listening({ headersTimeout: 200 })
    const { statuses } = await rawConnection(port)
    expect(await statuses()).toEqual([408])
  })

  test('has had its answer and says no more is closed', async () => {
    const { port } = await listening({ keepAliveTimeout: 100 })
    const { socket, statuses } = await rawConnection(port)
    socket.write(`${LIVENESS}\r\n`)
    expect(await statuses()).toEqual([200])
  })

  test('has closed its half of the connection gets its answer', async () => {
    const { port } = await listening()
    const { socket, statuses } = await rawConnection(port)
    socket.end(`${LIVENESS}\r\n`)
    expect(await statuses()).toEqual([200])
  })

  test('sends huge headers gets a 431', async () => {
    const { port } = await listening()
    const { socket, statuses } = await rawConnection(port)
    socket.write(`${LIVENESS}x-huge: ${'a'.repeat(10_000)}\r\n\r\n`)
    expect(await statuses()).toEqual([431])
  })

  test.each([
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
    ['a version that there is not', 'GET / HTTP/9.9\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nhost: x\r\n: nothing\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('sends %s gets a 400', async (_, bytes) => {
    const { port } = await listening()
    const { socket, statuses } = await rawConnection(port)
    socket.write(bytes)
    expect(await statuses()).toEqual([400])
  })

  test.each([
    ['a body', 'content-length: 4000000\r\n\r\naaaa'],
    ['a body in chunks', 'transfer-encoding: chunked\r\n\r\n4\r\naaaa\r\n'],
    ['word of a body to come', 'content-length: 4\r\nexpect: 100-continue\r\n\r\n'],
  ])('sends %s gets a 413, and is not waited for', async (_, rest) => {
    const { port } = await listening()
    const { socket, closed } = await rawConnection(port)
    socket.write(LIVENESS + rest)
    const text = await closed
    expect(statusesIn(text)).toEqual([413])
    expect(text).toContain('BODY_REFUSED')
    expect(text).toMatch(/^connection: close/im)
  })

  test('wants a tunnel is closed', async () => {
    const { port } = await listening()
    const { socket, statuses } = await rawConnection(port)
    socket.write('CONNECT 10.0.0.5:5432 HTTP/1.1\r\nhost: x\r\n\r\n')
    expect(await statuses()).toEqual([])
  })

  test('sends requests ahead gets all answers in their order', async () => {
    const { port } = await listening()
    const { socket, statuses } = await rawConnection(port)
    const asked = ['/api/health/liveness', '/elsewhere', '/api/health/startup', '/api/health?exclude=x']
    socket.write(asked.map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join(''))
    socket.write('GET /last HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    expect(await statuses()).toEqual([200, 404, 200, 200, 404])
  })

  test('lines up requests without end has a thousand answered', async () => {
    const { port } = await listening({ keepAliveTimeout: 100 })
    const { socket, statuses } = await rawConnection(port)
    socket.write(`${LIVENESS}\r\n`.repeat(3000))
    const all = await statuses()
    expect(all.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, () => 200))
    expect(all.slice(1000).every((status) => status === 503)).toBe(true)
  })

  test('opens more connections than there may be keeps nobody out for long', async () => {
    const { port, url } = await listening({ maxConnections: 2, headersTimeout: 200 })
    const first = await rawConnection(port)
    const second = await rawConnection(port)
    const third = await rawConnection(port)
    expect(await third.statuses()).toEqual([])
    await Promise.all([first.closed, second.closed])
    first.socket.destroy()
    second.socket.destroy()
    expect((await fetch(`${url}/api/health/liveness`)).status).toBe(200)
  })
})
