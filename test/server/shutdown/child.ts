/** A server in a process of its own that ends gracefully. Its options come as JSON; it tells its parent what happens. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHealthService, createNodeHandler, gracefulShutdown } from '../../../src/server.js'
import type { ChildMessage, ChildOptions } from './spawnServer.js'

const { exitCode, ...options } = JSON.parse(process.argv[2] ?? '{}') as ChildOptions
const tell = (message: ChildMessage) => process.send?.(message)

const health = createHealthService({
  logger: { info: () => {}, warn: () => {} },
  checks: [{ name: 'part', run: () => {} }],
})
const answerHealth = createNodeHandler(health)

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (pathname.startsWith('/api/health')) return answerHealth(request, response)
  tell({ kind: 'request', path: pathname })
  const takes = searchParams.get('takes')
  // Without a time it is never answered.
  if (takes) setTimeout(() => response.end('done'), Number(takes))
})

const shutdown = gracefulShutdown(server, health, {
  ...options,
  onShutdown: [
    () => {
      if (exitCode !== undefined) process.exitCode = exitCode
    },
  ],
})
void shutdown.done.then((outcome) => tell({ kind: 'done', outcome }))

server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'listening', port: (server.address() as AddressInfo).port })
})
