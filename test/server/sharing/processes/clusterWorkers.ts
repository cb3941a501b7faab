import cluster from 'node:cluster'
import { Redis } from 'ioredis'
import { consecutiveFailures, sharedBreaker } from '../../../../src/core.js'
import { redisBreakerStore } from '../../../../src/server.js'

/** Workers of one process of Node, each with a breaker. The first to have a number has calls that fail. */
const WORKERS = 3
const [port] = process.argv.slice(2)

if (cluster.isPrimary) {
  const kinds = new Map<number, string>()
  for (let worker = 0; worker < WORKERS; worker++) cluster.fork()
  cluster.on('message', ({ id }, message: unknown) => {
    if (message === 'ready') kinds.set(id, 'closed')
    else kinds.set(id, String(message))
    const all = [...kinds.values()]
    if (message === 'ready' && all.length === WORKERS) cluster.workers?.[1]?.send('fail')
    process.send?.(all)
  })
  process.on('disconnect', () => process.exit())
} else {
  const client = new Redis({ host: '127.0.0.1', port: Number(port) })
  const subscriber = client.duplicate()
  const breaker = sharedBreaker({
    name: 'workers',
    store: redisBreakerStore({ client, subscriber, logger: { info() {}, warn() {} } }),
    tripAfter: consecutiveFailures(1),
    resetAfter: 60_000,
  })
  breaker.subscribe(({ kind }) => process.send?.(kind))
  process.on('message', () => void breaker.execute(() => Promise.reject(new Error('down'))).catch(() => {}))
  while ((await breaker.fleet().catch(() => null))?.members !== WORKERS)
    await new Promise<void>((resolve) => setTimeout(resolve, 10))
  process.send?.('ready')
}
