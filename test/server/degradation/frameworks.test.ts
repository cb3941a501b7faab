import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { degradation, requireWritable } from '../../../src/server.js'
import { ask, serviceOnFakeClock } from '../serviceOnFakeClock.js'
import type { App } from './apps.js'
import { apps } from './apps.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

/** The app on a service whose search can be broken, behind both steps. */
async function scene(app: App) {
  let isUp = true
  const found = serviceOnFakeClock({
    retries: 0,
    cacheTtl: 0,
    checks: [{ name: 'search', critical: false, run: () => isUp }],
  })
  const { service } = found
  const degraded = degradation(service)
  const { port, stop } = await app.start(degraded, requireWritable(service))
  cleanUps.push(stop, degraded.close)
  await ask(service)
  return {
    ...found,
    port,
    async break() {
      isUp = false
      await ask(service)
    },
  }
}

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly body?: string | Uint8Array
  readonly agent?: Agent
}

interface Received {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly reused: boolean
}

async function send(port: number, { body, ...options }: Sent = {}): Promise<Received> {
  const outgoing = request({ host: '127.0.0.1', port, path: '/seen', ...options })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return { status: response.statusCode, headers: response.headers, text, reused: outgoing.reusedSocket }
}

describe.each(apps)('with $name', (app) => {
  test('a request finds that all is well, and its response says nothing of it', async () => {
    const { port } = await scene(app)
    const { status, headers, text } = await send(port)
    expect(status).toBe(200)
    expect(headers).not.toHaveProperty('degraded-services')
    expect(JSON.parse(text)).toEqual({
      route: 'seen',
      degraded: false,
      degradedServices: [],
      readOnly: false,
    })
  })

  test('a request finds what is at fault, and its response names it', async () => {
    const found = await scene(app)
    await found.break()
    for (const method of ['GET', 'POST']) {
      const { status, headers, text } = await send(found.port, { method })
      expect(status).toBe(200)
      expect(headers['degraded-services']).toBe('"search"')
      expect(JSON.parse(text)).toMatchObject({
        degraded: true,
        degradedServices: ['search'],
        readOnly: false,
      })
    }
    expect(await send(found.port, { method: 'HEAD' })).toMatchObject({
      text: '',
      headers: { 'degraded-services': '"search"' },
    })
  })

  test('a write is refused while read-only, and reads are told', async () => {
    const { service, port } = await scene(app)
    service.setReadOnly(true)
    const refused = await send(port, { method: 'POST', body: '{}' })
    expect(refused).toMatchObject({
      status: 503,
      headers: {
        'content-type': 'application/problem+json',
        'retry-after': '5',
        'cache-control': 'no-store',
      },
    })
    expect(JSON.parse(refused.text)).toMatchObject({ status: 503, code: 'READ_ONLY' })
    const read = await send(port)
    expect(read.status).toBe(200)
    expect(JSON.parse(read.text)).toMatchObject({ degraded: true, degradedServices: [], readOnly: true })
    service.setReadOnly(false)
    expect(await send(port, { method: 'POST' })).toMatchObject({ status: 200 })
  })

  test('a refused write names what is at fault too', async () => {
    const found = await scene(app)
    await found.break()
    found.service.setReadOnly(true)
    const { headers } = await send(found.port, { method: 'DELETE' })
    expect(headers['degraded-services']).toBe('"search"')
  })

  test('a response to what has failed names what is at fault too', async () => {
    const found = await scene(app)
    expect((await send(found.port, { path: '/boom' })).headers).not.toHaveProperty('degraded-services')
    await found.break()
    const { status, headers } = await send(found.port, { path: '/boom' })
    expect(status).toBe(500)
    expect(headers['degraded-services']).toBe('"search"')
  })

  test('a preflight passes while read-only, so that a browser hears of the refusal itself', async () => {
    const { service, port } = await scene(app)
    service.setReadOnly(true)
    expect(await send(port, { method: 'OPTIONS' })).toMatchObject({ status: 200 })
  })

  test('a thousand writes at once are all refused', async () => {
    const { service, port } = await scene(app)
    service.setReadOnly(true)
    const agent = new Agent({ keepAlive: true, maxSockets: 50 })
    cleanUps.push(() => agent.destroy())
    const writes = Array.from({ length: 1000 }, () => send(port, { method: 'POST', body: '{}', agent }))
    const statuses = (await Promise.all(writes)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([503]))
  })

  test('a refused write with a large body gets its answer, and the next request its own', async () => {
    const { service, port } = await scene(app)
    service.setReadOnly(true)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanUps.push(() => agent.destroy())
    const body = new Uint8Array(8_000_000)
    expect(await send(port, { method: 'PUT', body, agent })).toMatchObject({ status: 503 })
    expect(await send(port, { agent })).toMatchObject({ status: 200 })
    expect(await send(port, { method: 'PUT', body, agent })).toMatchObject({ status: 503 })
  })

  test('a refused write is answered before its body has come', async () => {
    const { service, port } = await scene(app)
    service.setReadOnly(true)
    const socket = connect(port, '127.0.0.1')
    cleanUps.push(() => socket.destroy())
    socket.write('POST /seen HTTP/1.1\r\nHost: app\r\nContent-Length: 1000000\r\n\r\n{')
    const [answer] = (await once(socket, 'data')) as [Uint8Array]
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /)
  })
})
