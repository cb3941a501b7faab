import { Redis } from 'ioredis'
import { consecutiveFailures, createBreaker, sharedBreaker } from '../../../src/core.js'
import { redisBreakerStore } from '../../../src/server.js'

/** A process with a breaker before a back end, which calls it every few milliseconds and tells what comes of it. */
const [redisPort, backendPort, resetAfter, quorum] = process.argv.slice(2).map(Number)
const client = new Redis({ host: '127.0.0.1', port: redisPort!, retryStrategy: () => 100 })
const subscriber = client.duplicate()
for (const each of [client, subscriber]) each.on('error', () => {})

const breaker = sharedBreaker({
  name: 'back end',
  store: redisBreakerStore({ client, subscriber, logger: { info() {}, warn() {} } }),
  tripAfter: consecutiveFailures(3),
  resetAfter: resetAfter!,
  quorum: quorum!,
})
breaker.subscribe(({ kind }) => process.send?.({ kind, at: Date.now() }))

/** For comparison, in the same moments of the same machine. */
const alone = createBreaker({ tripAfter: consecutiveFailures(3), resetAfter: 60_000 })

let durations: number[] = []
let unshared: number[] = []
let calls: NodeJS.Timeout | undefined

const action = async () => {
  const { ok } = await fetch(`http://127.0.0.1:${backendPort}/`)
  if (!ok) throw new Error('down')
}
const call = async (through: typeof alone, times: number[]) => {
  const from = performance.now()
  await through.execute(action).catch(() => {})
  times.push(performance.now() - from)
}
const callBoth = () => {
  void call(alone, unshared)
  void call(breaker, durations)
}

process.on('message', (message) => {
  if (message === 'call') calls ??= setInterval(() => void call(breaker, durations), 10)
  else if (message === 'call both') calls ??= setInterval(callBoth, 10)
  else if (message === 'durations') {
    process.send?.({ durations, unshared })
    unshared = []
    durations = []
  } else if (message === 'alive') breaker.halfOpen()
  else if (message === 'fleet') {
    const own = { state: breaker.state.kind, retryAfterMs: breaker.retryAfterMs() }
    breaker.fleet().then(
      ({ members, openVotes }) => process.send?.({ ...own, members, openVotes }),
      () => process.send?.({ ...own, members: 0, openVotes: 0 }),
    )
  }
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
