/** What the worker is given. */
export interface LivenessWorkerData {
  readonly port: number
  readonly host: string
  readonly paths: readonly string[]
  /** One counter, which the main thread moves on as long as its event loop turns. */
  readonly beats: SharedArrayBuffer
  /** How often the worker looks at it, in milliseconds. */
  readonly lookEvery: number
  /** So many looks without a beat: busy. */
  readonly busyLooks: number
  /** So many: unhealthy. */
  readonly unhealthyLooks: number
}

/** What the worker says, once. */
export type LivenessWorkerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string }

/**
 * The worker's code as a text: a file of its own is what bundlers lose, and the source of a function what they and
 * transpilers rewrite until it names what the worker has not.
 *
 * It counts its own looks and compares no clocks. Where the whole process was suspended, both threads stood still, and
 * only the looks after that count.
 */
export const LIVENESS_WORKER_CODE = `
'use strict'
const { createServer } = require('node:http')
const { parentPort, workerData } = require('node:worker_threads')

const { port, host, paths, lookEvery, busyLooks, unhealthyLooks } = workerData
const beats = new Int32Array(workerData.beats)
let seen = Atomics.load(beats, 0)
let silentLooks = 0
setInterval(() => {
  const now = Atomics.load(beats, 0)
  silentLooks = now === seen ? silentLooks + 1 : 0
  seen = now
}, lookEvery)

const alive = { status: 200, body: { status: 'healthy' } }
const busy = { status: 200, body: { status: 'degraded', reason: 'busy' } }
const stuck = { status: 503, body: { status: 'unhealthy', reason: 'busy' } }
const notFound = { status: 404, body: { error: { code: 'NOT_FOUND', message: 'Only liveness is answered here.' } } }
const notAllowed = { status: 405, body: { error: { code: 'METHOD_NOT_ALLOWED', message: 'Use GET or HEAD.' } } }

const answerTo = ({ method, url }) => {
  const path = url.replace(/[?#].*$/s, '').replace(/(?<=.)\\/$/, '')
  if (!paths.includes(path)) return notFound
  if (method !== 'GET' && method !== 'HEAD') return notAllowed
  return silentLooks >= unhealthyLooks ? stuck : silentLooks >= busyLooks ? busy : alive
}

const server = createServer((request, response) => {
  const { status, body } = answerTo(request)
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache',
    connection: 'close',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(status === 503 && { 'retry-after': '5' }),
  })
  response.end(request.method === 'HEAD' ? undefined : text)
})
server.maxConnections = 100
server.headersTimeout = 5000
server.requestTimeout = 5000
// A copy of the error itself would have lost its code.
server.once('error', ({ message, code }) => parentPort.postMessage({ kind: 'failed', message, code }))
server.listen(port, host, () => parentPort.postMessage({ kind: 'listening', port: server.address().port }))
`
