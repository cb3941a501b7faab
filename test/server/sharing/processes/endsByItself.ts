import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { consecutiveFailures, memoryBreakerStore, sharedBreaker } from '../../../../src/core.js'
import { redisBreakerStore } from '../../../../src/server.js'

/** A process that does its work behind a breaker, closes its own connections, and leaves the rest as it is. */
const [kind, port] = process.argv.slice(2)
const logger = { info() {}, warn() {} }
const quiet = () => {}

async function storeOf() {
  if (kind === 'memory') return { store: memoryBreakerStore(), end: async () => {} }
  if (kind === 'ioredis') {
    const [client, subscriber] = [new Redis(Number(port)), new Redis(Number(port))]
    const end = async () => {
      await Promise.all([client.quit(), subscriber.quit()])
    }
    return { store: redisBreakerStore({ client, subscriber, logger }), end }
  }
  const client = createClient({ url: `redis://127.0.0.1:${port}` })
  const subscriber = client.duplicate()
  await Promise.all([client.connect(), subscriber.connect()])
  const end = async () => {
    await Promise.all([client.close(), subscriber.close()])
  }
  return { store: redisBreakerStore({ client, subscriber, logger }), end }
}

const { store, end } = await storeOf()
const breaker = sharedBreaker({ name: 'work', store, tripAfter: consecutiveFailures(2), resetAfter: 100 })
while (!(await breaker.fleet().catch(() => null)))
  await new Promise<void>((resolve) => setTimeout(resolve, 10))
// Open, and asking for leave to find out: every timer that there is.
for (let calls = 0; calls < 3; calls++)
  await breaker.execute(() => Promise.reject(new Error('down'))).catch(quiet)
await new Promise<void>((resolve) => setTimeout(resolve, 300))
await breaker.execute(() => 'done').catch(quiet)
await end()
console.log(`its work is done, and the breaker ${breaker.state.kind}`)
