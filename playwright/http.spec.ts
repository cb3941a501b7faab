import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MonitorOptions, Snapshot } from '../src/core.js'
import type { Answer } from './lab/answers.js'
import { degraded, hang, healthy, json, portal, webPage } from './lab/answers.js'
import { bundle } from './lab/bundle.js'
import type { Lab } from './lab/startLab.js'
import type { Tab } from './lab/tab.js'
import { expect, test } from './lab/test.js'
import { patience } from './patience.js'

/** Healthy, and nobody but the page's own origin may know. */
const keptFromOthers: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"healthy"}')
}

const probes = (lab: Lab) => lab.hits.filter(({ url }) => url.startsWith('/api/health'))

/** Starts the engine of a page and waits for a verdict of its own, not one of before. */
async function verdict(tab: Tab, options: MonitorOptions): Promise<Snapshot> {
  await tab.evaluate((given) => window.lab.start(given), options)
  await tab.until(10, () => window.lab.snapshot().source === 'live')
  return tab.evaluate(() => window.lab.snapshot())
}

test.describe('a server that forgets CORS', () => {
  test('is unreachable, and development is told once of the header that is missing (R5)', async ({
    lab,
    chromium,
  }) => {
    lab.answer = keptFromOthers
    const tab = await chromium.openTab(`${lab.origin}/`)
    const url = `${lab.otherOrigin}/api/health`
    expect(await verdict(tab, { url })).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    await tab.until(3, () => window.lab.messages.length > 0)
    // Again, to see that it is said once.
    await tab.evaluate(() => window.lab.check())
    expect(await tab.evaluate(() => window.lab.messages)).toEqual([
      expect.stringContaining(`Access-Control-Allow-Origin: ${lab.origin}`),
    ])
    expect(probes(lab).map(({ headers }) => headers['sec-fetch-mode'])).toEqual(['cors', 'no-cors', 'cors'])
    expect(await tab.evaluate(() => window.lab.errors)).toEqual([])
  })

  test('is told apart from one that is not there (R5)', async ({ lab, chromium }) => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    await once(gone.close(), 'close')
    const tab = await chromium.openTab(`${lab.origin}/`)
    const url = `http://127.0.0.1:${port}/api/health`
    expect(await verdict(tab, { url })).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    await tab.evaluate(() => window.lab.check())
    expect(await tab.evaluate(() => window.lab.messages)).toEqual([])
  })

  test.describe('in production', () => {
    test.use({ mode: 'production' })

    test('is unreachable and nothing more: no further request, no word of it in the bundle (R5)', async ({
      lab,
      chromium,
    }) => {
      lab.answer = keptFromOthers
      const tab = await chromium.openTab(`${lab.origin}/`)
      const url = `${lab.otherOrigin}/api/health`
      expect(await verdict(tab, { url })).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
      await tab.evaluate(() => window.lab.check())
      expect(await tab.evaluate(() => window.lab.messages)).toEqual([])
      expect(probes(lab).map(({ headers }) => headers['sec-fetch-mode'])).toEqual(['cors', 'cors'])
      expect(await bundle('development')).toContain('Access-Control-Allow-Origin')
      expect(await bundle('production')).not.toContain('Access-Control-Allow-Origin')
    })
  })
})

test.describe('across origins', () => {
  for (const { exposed, least, most } of [
    { exposed: 'Retry-After', least: 120_000, most: 240_000 },
    { exposed: '', least: 1000, most: 5000 },
  ]) {
    test(`Retry-After is obeyed where it is exposed, and else unseen: "${exposed}"`, async ({
      lab,
      chromium,
    }) => {
      lab.answer = json({ status: 'unhealthy' }, 503, {
        'retry-after': '120',
        'access-control-expose-headers': exposed,
      })
      const tab = await chromium.openTab(`${lab.origin}/`)
      const url = `${lab.otherOrigin}/api/health`
      expect(await verdict(tab, { url })).toMatchObject({ status: 'unhealthy', cause: 'reported' })
      const wait = await tab.evaluate(() => {
        const { nextCheckAt, lastChecked } = window.lab.timing()
        return Number(nextCheckAt) - Number(lastChecked)
      })
      // Both times are rounded.
      expect(wait).toBeGreaterThanOrEqual(least - 10)
      expect(wait).toBeLessThanOrEqual(most + 100)
    })
  }

  test('a probe is a simple request: no preflight, no cookie, no header of ours (R25)', async ({
    lab,
    chromium,
  }) => {
    lab.answer = json({ status: 'healthy' }, 200, {
      'access-control-expose-headers': 'ETag',
      etag: '"a"',
    })
    const tab = await chromium.openTab(`${lab.origin}/`)
    await tab.evaluate(() => {
      document.cookie = 'session=secret'
    })
    await verdict(tab, { url: `${lab.otherOrigin}/api/health`, interval: 1000 })
    await expect.poll(() => probes(lab).length, { timeout: patience(10) }).toBeGreaterThanOrEqual(2)
    await tab.evaluate(() => window.lab.stop())
    for (const { method, headers } of probes(lab)) {
      expect(method).toBe('GET')
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('if-none-match')
    }
    // What a page's own plain request sends, by name.
    const own = probes(lab)[0]
    await tab.evaluate(
      (url) => fetch(url, { cache: 'no-store', credentials: 'omit' }).then(() => {}),
      `${lab.otherOrigin}/api/health`,
    )
    expect(Object.keys(own?.headers ?? {})).toEqual(Object.keys(probes(lab).at(-1)?.headers ?? {}))
  })

  test('what would cost a preflight is the choice of the app, and then works (R25)', async ({
    lab,
    chromium,
  }) => {
    lab.answer = (request, response) => {
      if (request.method !== 'OPTIONS') return healthy(request, response)
      response
        .writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'x-tenant' })
        .end()
    }
    const tab = await chromium.openTab(`${lab.origin}/`)
    const url = `${lab.otherOrigin}/api/health`
    expect(await verdict(tab, { url, headers: { 'x-tenant': '1' } })).toMatchObject({ status: 'healthy' })
    expect(probes(lab).map(({ method }) => method)).toEqual(['OPTIONS', 'GET'])
  })
})

test.describe('on our own origin', () => {
  test('a probe carries no cookie unless it is told to (R25)', async ({ lab, chromium }) => {
    const tab = await chromium.openTab(`${lab.origin}/`)
    await tab.evaluate(() => {
      document.cookie = 'session=secret'
    })
    await verdict(tab, {})
    await tab.evaluate(() => window.lab.stop())
    await verdict(tab, { credentials: 'same-origin' })
    expect(probes(lab).map(({ headers }) => headers.cookie)).toEqual([undefined, 'session=secret'])
  })

  test('three polls reach the server three times, cacheable or not (R24)', async ({ lab, chromium }) => {
    lab.answer = json({ status: 'healthy' }, 200, { 'cache-control': 'max-age=60' })
    const tab = await chromium.openTab(`${lab.origin}/`)
    await verdict(tab, { interval: 1000 })
    await expect.poll(() => probes(lab).length, { timeout: patience(10) }).toBeGreaterThanOrEqual(3)
    lab.answer = degraded
    await tab.until(5, () => window.lab.snapshot().status === 'degraded')
    await tab.evaluate(() => window.lab.stop())
    // Caches on the way are asked to look for themselves as well.
    for (const { headers } of probes(lab)) expect(headers['cache-control']).toBe('no-cache')

    // The browser's cache works: what the page asks for in the ordinary way reaches the server once.
    lab.answer = json({ status: 'healthy' }, 200, { 'cache-control': 'max-age=60' })
    const before = probes(lab).length
    await tab.evaluate(async () => {
      for (let time = 0; time < 3; time++) await (await fetch('/api/health')).text()
    })
    expect(probes(lab)).toHaveLength(before + 1)
  })

  test('an answer that a CDN has kept for a day is stale as it comes (R24)', async ({ lab, chromium }) => {
    lab.answer = json({ status: 'healthy' }, 200, { age: '86400' })
    const tab = await chromium.openTab(`${lab.origin}/`)
    expect(await verdict(tab, {})).toMatchObject({ status: 'healthy', isStale: true })
    lab.answer = healthy
    expect(await tab.evaluate(() => window.lab.check())).toMatchObject({ status: 'healthy', isStale: false })
  })

  test('a 304 confirms the last report', async ({ lab, chromium }) => {
    lab.answer = (request, response) => {
      if (request.headers['if-none-match'] === '"a"') response.writeHead(304).end()
      else json({ status: 'degraded' }, 200, { etag: '"a"' })(request, response)
    }
    const tab = await chromium.openTab(`${lab.origin}/`)
    await verdict(tab, { interval: 1000 })
    await expect
      .poll(() => probes(lab).filter(({ headers }) => headers['if-none-match'] === '"a"').length, {
        timeout: patience(10),
      })
      .toBeGreaterThanOrEqual(2)
    expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({
      status: 'degraded',
      isStale: false,
    })
  })
})

/** Answers everything from its cache that it can: what was asked for, to the letter, once it has been seen. */
const cacheFirst = `
  addEventListener('install', () => skipWaiting())
  addEventListener('activate', (event) => event.waitUntil(clients.claim()))
  addEventListener('fetch', (event) => event.respondWith((async () => {
    const kept = await caches.match(event.request)
    if (kept) return kept
    const response = await fetch(event.request)
    const cache = await caches.open('all')
    await cache.put(event.request, response.clone())
    return response
  })()))`

/** The same, with a page of its own where the network fails. */
const withFallback = cacheFirst.replace(
  'await fetch(event.request)',
  `await fetch(event.request).catch(() => null)
    if (!response) return new Response('<!doctype html>You are offline', { headers: { 'content-type': 'text/html' } })`,
)

/** A page that a service worker controls, with a healthy answer of old in its cache. */
async function controlled(tab: Tab, lab: Lab, worker: string): Promise<void> {
  lab.serve('/worker.js', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(worker)
  })
  await tab.evaluate(async () => {
    const inCharge = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve)
    })
    await navigator.serviceWorker.register('/worker.js')
    await inCharge
    await fetch('/api/health')
  })
  lab.answer = hang
  // What any request in the ordinary way is told from now on, or with `no-store`: the server is not asked.
  const kept = await tab.evaluate(
    async () => (await fetch('/api/health', { cache: 'no-store' })).json() as unknown,
  )
  expect(kept).toEqual({ status: 'healthy' })
}

test.describe('under a service worker that answers from its cache first', () => {
  test('the monitor hears what the server says now (R24)', async ({ lab, chromium }) => {
    const tab = await chromium.openTab(`${lab.origin}/`)
    await controlled(tab, lab, cacheFirst)
    lab.answer = degraded
    expect(await verdict(tab, { interval: 1000 })).toMatchObject({ status: 'degraded' })
    lab.answer = json({ status: 'unhealthy' }, 503)
    await tab.until(10, () => window.lab.snapshot().status === 'unhealthy')
    expect(await tab.evaluate(() => window.lab.told.map(({ what }) => what.status))).not.toContain('healthy')
  })

  test('the monitor notices that there is no server (R24)', async ({ lab, chromium }) => {
    const tab = await chromium.openTab(`${lab.origin}/`)
    await controlled(tab, lab, cacheFirst)
    await lab.stop()
    expect(await verdict(tab, {})).toMatchObject({ status: 'unhealthy', cause: 'unreachable' })
    expect(await tab.evaluate(() => window.lab.errors)).toEqual([])
  })

  test('a page in place of an answer is none (R3, R24)', async ({ lab, chromium }) => {
    const tab = await chromium.openTab(`${lab.origin}/`)
    await controlled(tab, lab, withFallback)
    await lab.stop()
    expect(await verdict(tab, {})).toMatchObject({ status: 'unknown', cause: 'invalid-response' })
  })
})

test.describe('a captive portal', () => {
  // A name that is no loopback: a portal stands between machines.
  test.use({ flags: ['--host-resolver-rules=MAP backend.test 127.0.0.1'] })

  const elsewhere = (origin: string) => origin.replace('127.0.0.1', 'backend.test')

  test('that answers with its own page where reports came before is offline (R3)', async ({
    lab,
    chromium,
  }) => {
    const tab = await chromium.openTab(`${elsewhere(lab.origin)}/`)
    expect(await verdict(tab, { interval: 1000 })).toMatchObject({ status: 'healthy' })
    lab.serve('/portal', portal)
    lab.answer = (_, response) => redirect(response, '/portal')
    await tab.until(15, () => window.lab.snapshot().status !== 'healthy')
    expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({
      status: 'offline',
      cause: 'captive-portal',
      isStale: true,
    })
  })

  for (const [body, page] of [
    ['its page', portal],
    ['nothing at all', (_, response) => void response.writeHead(200).end()],
    [
      'nothing at all, for anyone',
      (_, response) => void response.writeHead(204, { 'access-control-allow-origin': '*' }).end(),
    ],
  ] satisfies [string, Answer][]) {
    test(`that redirects to its own host is never healthy: ${body} (R3)`, async ({ lab, chromium }) => {
      lab.serve('/portal', page)
      lab.answer = (_, response) => redirect(response, `${lab.otherOrigin}/portal`)
      const tab = await chromium.openTab(`${elsewhere(lab.origin)}/`)
      const snapshot = await verdict(tab, {})
      expect(['unhealthy', 'unknown']).toContain(snapshot.status)
      expect(['unreachable', 'invalid-response']).toContain(snapshot.cause)
    })
  }

  test('on a page of our own origin is told by the connectivity check (R3)', async ({ lab, chromium }) => {
    lab.answer = portal
    lab.serve('/connectivity', hang)
    const tab = await chromium.openTab(`${lab.origin}/`)
    expect(
      await verdict(tab, { connectivityUrl: `${lab.otherOrigin}/connectivity`, timeout: 1000 }),
    ).toMatchObject({
      status: 'offline',
      cause: 'captive-portal',
    })
    await tab.evaluate(() => window.lab.stop())
    lab.serve('/connectivity', webPage('anything'))
    expect(await verdict(tab, { connectivityUrl: `${lab.otherOrigin}/connectivity` })).toMatchObject({
      status: 'unknown',
      cause: 'invalid-response',
    })
  })
})

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end()
}
