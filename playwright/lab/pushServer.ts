import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createHealthService, createNodeHandler, gracefulShutdown } from '../../src/server.js'

/** What the process that pushes is told. */
export type PushOrder = 'listen' | 'fail' | 'mend' | 'count'

/** What it answers. `open` streams now, and so many that were opened `ever`; `at` in epoch milliseconds. */
export interface PushReply {
  readonly at: number
  readonly open: number
  readonly ever: number
}

// A health service in a process of its own, with the page that asks it: argv names the port and the page's script.

const [port, script = ''] = process.argv.slice(2)
let isUp = true
let open = 0
let ever = 0

const health = createHealthService({
  checks: [{ name: 'search', critical: false, retries: 0, cacheTtl: 0, run: () => isUp }],
  stream: { interval: 500 },
  logger: { info: () => {}, warn: () => {} },
})
const answerHealth = createNodeHandler(health)

const server = createServer((request, response) => {
  const { url = '/' } = request
  if (url === '/api/health/stream') {
    open++
    ever++
    response.once('close', () => open--)
  }
  if (url.startsWith('/api/health')) return answerHealth(request, response)
  if (url === '/lab.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(script))
  } else if (url.startsWith('/favicon')) response.writeHead(404).end()
  else {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>lab</title><script type="module" src="/lab.js"></script>')
  }
})

const reply = () => process.send?.({ at: Date.now(), open, ever } satisfies PushReply)

process.on('message', (order: PushOrder) => {
  if (order === 'fail') isUp = false
  else if (order === 'mend') isUp = true
  if (order === 'listen') server.listen(Number(port), '127.0.0.1', reply)
  else reply()
})
// Whoever started it is gone.
process.once('disconnect', () => process.exit())
void gracefulShutdown(server, health, { drainMs: 0, timeoutMs: 1000 }).done.then(() => process.exit())
