import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { degradation, honoMiddleware, requireWritable } from '../../../src/server.js'
import { listening } from '../frameworks/framework.js'
import { ask, serviceOnFakeClock } from '../serviceOnFakeClock.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

/** An app behind both steps of a service whose search is down. */
async function degradedApp(): Promise<Hono> {
  const { service } = serviceOnFakeClock({
    checks: [{ name: 'search', critical: false, retries: 0, run: () => false }],
  })
  await ask(service)
  const degraded = degradation(service)
  cleanUps.push(degraded.close)
  return new Hono().use(honoMiddleware(degraded, requireWritable(service)))
}

const pieces = () =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of ['in ', 'pieces']) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })

test('responses whose headers can not be changed name what is at fault, over a real server', async () => {
  const upstream = await listening(createServer((_, response) => response.end('from upstream')))
  const app = await degradedApp()
  app.get('/redirect', () => Response.redirect('http://app.example/', 302))
  app.get('/proxied', () => fetch(`http://127.0.0.1:${upstream.port}/`))
  app.get('/not-modified', () => new Response(null, { status: 304 }))
  app.get('/stream', () => new Response(pieces()))
  const running = await listening(createAdaptorServer({ fetch: app.fetch }) as Server)
  cleanUps.push(upstream.stop, running.stop)

  const seen = ['redirect', 'proxied', 'not-modified', 'stream'].map(async (path) => {
    const response = await fetch(`http://127.0.0.1:${running.port}/${path}`, { redirect: 'manual' })
    return [path, response.status, response.headers.get('degraded-services'), await response.text()]
  })
  expect(await Promise.all(seen)).toEqual([
    ['redirect', 302, '"search"', ''],
    ['proxied', 200, '"search"', 'from upstream'],
    ['not-modified', 304, '"search"', ''],
    ['stream', 200, '"search"', 'in pieces'],
  ])
})

test('a response that switches protocols is passed on as it is', async () => {
  /** As on Deno, Bun and Workers; Node lets nobody make one. */
  class Upgraded extends Response {
    override get status() {
      return 101
    }
  }
  const app = await degradedApp()
  const upgraded = new Upgraded()
  app.get('/socket', () => upgraded)
  app.get('/broken', () => Response.error())
  expect(await app.request('/socket')).toBe(upgraded)
  expect(await app.request('/broken')).toMatchObject({ type: 'error', status: 0 })
})
