import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { serve } from './serve.js'

// Starts the built Next app in the folder given as the first argument and asks its route handlers for health, as load
// balancers and browsers do. Nobody listens where its search should be.
const nobody = createServer().listen(0, '127.0.0.1')
await once(nobody, 'listening')
const { port } = nobody.address() as AddressInfo
nobody.close()

const { url, stop } = await serve(
  ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '0'],
  {
    cwd: process.argv[2] as string,
    env: { NEXT_TELEMETRY_DISABLED: '1', SEARCH_URL: `http://127.0.0.1:${port}/` },
  },
)

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url + path, { ...init, signal: AbortSignal.timeout(10_000) })
}

try {
  const report = await ask('/api/health')
  const text = await report.text()
  assert.equal(report.status, 200)
  assert.equal(report.headers.get('content-type'), 'application/json')
  assert.equal(report.headers.get('cache-control'), 'no-cache')
  assert.match(text, /"status":"degraded"/)
  assert.match(text, /"search":\{"status":"unhealthy".*"code":"ECONNREFUSED"/)
  assert.doesNotMatch(text, /127\.0\.0\.1/, 'no caller sees where the search is')

  const etag = report.headers.get('etag') ?? ''
  const unchanged = await ask('/api/health', { headers: { 'if-none-match': etag } })
  assert.equal(unchanged.status, 304)
  assert.equal(await unchanged.text(), '')

  const head = await ask('/api/health', { method: 'HEAD' })
  assert.equal(head.status, 200)
  assert.equal(await head.text(), '')

  const posted = await ask('/api/health', { method: 'POST', body: '{}' })
  assert.equal(posted.status, 405)
  assert.equal(posted.headers.get('allow'), 'GET, HEAD')

  const statuses = {
    '/api/health?x=1&y=%20': 200,
    '/api/health/liveness': 200,
    '/api/health/readiness': 200,
    '/api/health/startup': 200,
    '/api/health/components/database': 200,
    '/api/health/components/search': 503,
    '/api/health/components/none': 404,
    '/api/health/none': 404,
  }
  for (const [path, status] of Object.entries(statuses)) assert.equal((await ask(path)).status, status, path)

  await readsStream()
} finally {
  stop()
}

/** Its first event is there while the stream goes on: nothing keeps it back until its end. */
async function readsStream(): Promise<void> {
  const leave = new AbortController()
  const giveUp = setTimeout(() => leave.abort(), 10_000)
  const stream = await fetch(`${url}/api/health/stream`, { signal: leave.signal })
  assert.equal(stream.headers.get('content-type'), 'text/event-stream')
  let received = ''
  for await (const chunk of stream.body ?? []) {
    received += new TextDecoder().decode(chunk)
    if (received.includes('event: snapshot')) break
  }
  assert.match(received, /event: snapshot/)
  clearTimeout(giveUp)
  leave.abort()
}
