import { setTimeout as delay } from 'node:timers/promises'
import { createBackendClient } from '../../../src/core.js'
import type { Orders } from './buyer.js'
import { buyer, stopAll } from './buyer.js'
import { chronicle } from './chronicle.js'

/** Apps that call a back end by the package's own client, one call after the other. */
export interface Clients {
  /** Resolves when so many more calls have come to their end. */
  after(calls: number): Promise<void>
  /** Resolves with how it went. */
  stop(): Promise<ClientTally>
}

/** How calls went. */
export interface ClientTally {
  readonly orders: Orders
  readonly calls: number
  /** What the calls that failed failed with. */
  readonly failures: readonly string[]
  /** How often a call was made again without its caller being told. */
  readonly retries: number
  readonly slowestMs: number
}

interface Call {
  readonly tookMs: number
  readonly failure?: string
}

const CLIENTS = 3
const PAUSE_MS = 40

export function clients(origin: string): Clients {
  let retries = 0
  const backend = createBackendClient({ baseUrl: origin, retryBudget: false, onRetry: () => retries++ })
  const calls = chronicle<Call>(({ failure }) => failure)

  const measured = async (call: Promise<unknown>) => {
    const begin = performance.now()
    const failure = await call.then(
      () => undefined,
      (error: Error) => error.message,
    )
    const tookMs = performance.now() - begin
    calls.add(failure === undefined ? { tookMs } : { tookMs, failure })
    return failure === undefined
  }
  const send = async (key: string) => {
    await measured(backend.get('/orders'))
    await delay(PAUSE_MS)
    const isOrdered = await measured(backend.post('/orders', { key, item: key }, { idempotencyKey: key }))
    return isOrdered ? 'accepted' : 'unknown'
  }
  const buying = Array.from({ length: CLIENTS }, (_, index) =>
    buyer({ name: `client${index}`, send, isHasty: true }),
  )

  return {
    after: calls.hearMore,
    async stop() {
      const orders = await stopAll(buying)
      return {
        orders,
        calls: calls.events.length,
        failures: calls.events.flatMap(({ failure = [] }) => failure),
        retries,
        slowestMs: Math.max(...calls.events.map(({ tookMs }) => tookMs)),
      }
    },
  }
}
