import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent, request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { Check, HealthService } from '../../../src/server.js'
import { serviceOnFakeClock } from '../serviceOnFakeClock.js'
import { onExpress } from './express.js'
import { onFastify } from './fastify.js'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING } from './framework.js'
import { onHono } from './hono.js'
import { onKoa } from './koa.js'
import { nodeHttp } from './nodeHttp.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function start(framework: Framework, service: HealthService, prefix?: string): Promise<number> {
  const app = await framework.start(service, prefix)
  cleanUps.push(app.stop)
  return app.port
}

interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly agent?: Agent
}

interface Received {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly reused: boolean
}

async function send(port: number, path: string, { body, ...options }: Sent = {}): Promise<Received> {
  const outgoing = request({ host: '127.0.0.1', port, path, ...options })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return { status: response.statusCode, headers: response.headers, text, reused: outgoing.reusedSocket }
}

const database: Check = { name: 'database', run() {} }
const broken: Check = { name: 'database', run: () => false }
const json = { 'content-type': 'application/json' }

describe.each([nodeHttp, onExpress, onFastify, onKoa, onHono])('with $name', (framework) => {
  test.each([
    ['GET', '/api/health'],
    ['GET', '/api/health/'],
    ['GET', '/api/health?x=1&y=%20'],
    ['GET', '/api/health/liveness'],
    ['GET', '/api/health/readiness/'],
    ['GET', '/api/health/startup?x'],
    ['GET', '/api/health/components/database'],
    ['GET', '/api/health/components/none'],
    ['GET', '/api/health/none'],
    ['GET', '/health'],
    ['GET', '/health/live'],
    ['GET', '/health/ready'],
    ['HEAD', '/api/health'],
    ['HEAD', '/health/live'],
    ['DELETE', '/api/health'],
  ])('%s %s answers as the service itself does, header by header', async (method, path) => {
    const { service } = serviceOnFakeClock({ checks: [database] })
    const port = await start(framework, service)
    const expected = await service.answer(method, path, () => undefined)
    const { status, headers, text } = await send(port, path, { method })
    expect(status).toBe(expected.status)
    expect(headers).toMatchObject(expected.headers)
    expect(text).toBe(new TextDecoder().decode(expected.bytes ?? new Uint8Array()))
  })

  test('a critical check that fails is a 503, on the alias too', async () => {
    const { service } = serviceOnFakeClock({ checks: [broken], retries: 0 })
    const port = await start(framework, service)
    for (const path of ['/api/health', '/health', '/health/ready', '/api/health/components/database']) {
      expect(await send(port, path)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    }
    expect((await send(port, '/health/live')).status).toBe(200)
  })

  test('If-None-Match gives a 304 without a body, and the connection goes on', async () => {
    const { service } = serviceOnFakeClock({ checks: [database] })
    const port = await start(framework, service)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanUps.push(() => agent.destroy())
    const { etag = '' } = (await send(port, '/api/health', { agent })).headers
    const unchanged = await send(port, '/api/health', { agent, headers: { 'if-none-match': etag } })
    expect(unchanged).toMatchObject({ status: 304, text: '', headers: { etag } })
    const head = await send(port, '/api/health', { agent, method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '', reused: true })
    expect(await send(port, '/api/health', { agent })).toMatchObject({ status: 200, reused: true })
  })

  test('a body that the app has parsed before does not stand in the way of the 405', async () => {
    const { service } = serviceOnFakeClock({ checks: [database] })
    const port = await start(framework, service)
    const posted = await send(port, '/api/health', { method: 'POST', headers: json, body: '{"a":1}' })
    expect(posted).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  test.each(['/none', '/api/healthy', '/healthy', '/api', '/'])('%s is left to the app', async (path) => {
    const { service } = serviceOnFakeClock()
    const port = await start(framework, service)
    expect(await send(port, path)).toMatchObject({ status: 404, text: APP_NOT_FOUND })
    expect(await send(port, '/hello')).toMatchObject({ status: 200, text: GREETING })
  })

  test("an error in the app's own code is the app's, and health is answered as before", async () => {
    const { service } = serviceOnFakeClock({ checks: [database] })
    const port = await start(framework, service)
    expect(await send(port, '/boom')).toMatchObject({ status: 500, text: APP_ERROR })
    expect((await send(port, '/api/health')).status).toBe(200)
  })

  test('a check that throws is a component in the report, not an error of the app (P7)', async () => {
    const throwing: Check = {
      name: 'search',
      critical: false,
      run() {
        throw new Error('no such index')
      },
    }
    const { service } = serviceOnFakeClock({ checks: [database, throwing], retries: 0 })
    const port = await start(framework, service)
    const { status, text } = await send(port, '/api/health')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({
      status: 'degraded',
      components: { database: { status: 'healthy' }, search: { status: 'unhealthy' } },
    })
  })

  test('a stream comes through as it is written: the state at once, then what changes', async () => {
    let isWell = true
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'database', run: () => isWell }] })
    const port = await start(framework, service)
    const outgoing = request({ host: '127.0.0.1', port, path: '/api/health/stream' })
    outgoing.end()
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    expect(response.headers['content-type']).toBe('text/event-stream')
    let received = ''
    response.on('data', (chunk) => (received += String(chunk)))
    const hasCome = async (text: string) => {
      while (!received.includes(text)) await once(response, 'data')
    }
    await hasCome('event: snapshot')
    isWell = false
    await clock.advance(60_000)
    await hasCome('event: change')
    expect(received).toContain('"status":"unhealthy"')
    outgoing.destroy()
  })

  test('mounted below a prefix', async () => {
    const path = framework.cutsPrefix ? '/api/health' : '/shop/api/health'
    const { service } = serviceOnFakeClock({ checks: [database], path })
    const port = await start(framework, service, '/shop')
    for (const at of ['', '/', '/liveness', '/components/database', '?x=1']) {
      expect((await send(port, `/shop/api/health${at}`)).status).toBe(200)
    }
    const post = { method: 'POST', headers: json, body: '{}' }
    expect((await send(port, '/shop/api/health', post)).status).toBe(405)
  })
})
