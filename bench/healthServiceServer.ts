import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createHealthService, createNodeHandler } from '../src/server.js'

// One server of `bench/healthService.ts`, in a process of its own: `ours`, or `constant`, which answers the very same
// bytes from a constant. `/cpu` tells how much processor time the process has used, in microseconds.
const service = createHealthService({
  name: 'orders',
  buildId: 'b7f3',
  checks: ['database', 'cache', 'search', 'mail', 'queue'].map((name) => ({
    name,
    impact: ['orders'],
    run() {},
  })),
})
await service.checkAll()

const ours = createNodeHandler(service)

function constant(): RequestListener {
  const answers = new Map(
    ['/api/health', '/api/health/liveness'].map((path) => {
      const answer = service.answer('GET', path, () => undefined)
      if (answer instanceof Promise) throw new Error('expected an answer at once from a warm service')
      return [path, answer]
    }),
  )
  return ({ url = '' }, response) => {
    const answer = answers.get(url)
    response.writeHead(answer?.status ?? 404, {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    })
    response.end(answer?.bytes)
  }
}

const listener = process.argv[2] === 'ours' ? ours : constant()
const server = createServer((request, response) => {
  if (request.url !== '/cpu') return listener(request, response)
  const { user, system } = process.cpuUsage()
  response.end(String(user + system))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.on('disconnect', () => process.exit(0))
