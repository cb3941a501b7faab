// node test/conformance/hostile.mjs FILE.json: serves each answer over real HTTP on loopback, has the shipped probe read
// it, and compares the health status of what it read with what it should be. Time and memory are part of every case.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { register } from 'tsx/esm/api'

register()
const { bareEnvironment } = await import('../../src/monitor/bareEnvironment.ts')
const { resolveOptions } = await import('../../src/monitor/options.ts')
const { createProbe } = await import('../../src/monitor/probe.ts')

const TIMEOUT = 1000
/** A probe may take its timeout, and a little for the machine. */
const LONGEST = TIMEOUT + 1500
/** What one answer may leave on the heap, in bytes. */
const MOST_MEMORY = 64 * 1024 * 1024

const [file] = process.argv.slice(2)
if (!file) {
  console.error('Expected a file of cases: node test/conformance/hostile.mjs FILE.json')
  process.exit(1)
}
const { cases } = JSON.parse(readFileSync(file, 'utf8'))

let passed = 0
let failed = 0
for (const each of cases) {
  // An opaque response, which only a browser can make; `playwright/` tries it.
  if (each.http_status === 0) {
    console.log(`${each.id}: left to the browser`)
    continue
  }
  const complaint = await tried(each)
  if (complaint === null) passed++
  else {
    failed++
    console.log(`${each.id}: ${complaint}`)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

async function tried(each) {
  const server = createServer((request, response) => serve(each, request, response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}/api/health`
  const probe = createProbe(bareEnvironment(), resolveOptions({ url, timeout: TIMEOUT }))
  const held = each.expected_overall === 'same-as-last' ? { etag: null } : null
  const { signal } = new AbortController()
  const heapBefore = process.memoryUsage().heapUsed
  const startedAt = performance.now()
  try {
    const outcome = await probe({ hasReport: held !== null, held, signal })
    const took = performance.now() - startedAt
    const grown = process.memoryUsage().heapUsed - heapBefore
    const got = overallOf(outcome)
    if (got !== each.expected_overall)
      return `expected ${each.expected_overall}, got ${got} (${outcome.kind} ${outcome.cause ?? ''})`
    if (took > LONGEST) return `took ${Math.round(took)} ms`
    if (grown > MOST_MEMORY) return `took ${Math.round(grown / 1024 / 1024)} MB`
    if ({}.polluted !== undefined) return 'polluted the prototype of every object'
    return null
  } catch (error) {
    return `threw ${String(error)}`
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** The health status of the report that one probe reads: an answer that is none is unknown, as a 5xx unhealthy. */
function overallOf(outcome) {
  if (outcome.kind === 'report') return outcome.report.status
  if (outcome.kind === 'unchanged') return 'same-as-last'
  return (outcome.httpStatus ?? 0) >= 500 ? 'unhealthy' : 'unknown'
}

function serve(each, request, response) {
  // Where a redirect leads on this server: a page, as a login form or a portal would be.
  const isElsewhere = request.url !== '/api/health'
  if (isElsewhere) {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><form><input type="password"></form>')
    return
  }
  if (each.http_status === null) return
  const headers = { ...each.headers }
  if (each.content_type) headers['content-type'] = each.content_type
  response.writeHead(each.http_status, headers)
  const body = bodyOf(each.body)
  response.end(each.http_status === 204 || each.http_status === 304 ? undefined : body)
}

function bodyOf(body) {
  if (typeof body === 'string') return body
  if (typeof body?.base64 === 'string') return Buffer.from(body.base64, 'base64')
  if (typeof body?.repeat === 'number') return body.generate.repeat(body.repeat)
  if (typeof body?.count === 'number') {
    const components = Array.from({ length: body.count }, (_, index) => [`c${index}`, { status: 'up' }])
    return JSON.stringify({ status: 'healthy', components: Object.fromEntries(components) })
  }
  return JSON.stringify(body)
}
