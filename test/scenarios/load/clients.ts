import { setTimeout as delay } from 'node:timers/promises'
import { createBackendClient } from '../../../src/core.js'

/** Apps that call a back end by the package's own client, one call after the other. */
export interface Clients {
  /** Resolves when so many more calls have come to their end. */
  after(calls: number): Promise<void>
  /** Resolves with how it went. */
  stop(): Promise<ClientTally>
}

/** How calls went. */
export interface ClientTally {
  /** Keys of the orders that were accepted, sorted. */
  readonly accepted: readonly string[]
  readonly calls: number
  /** What the calls that failed failed with. */
  readonly failures: readonly string[]
  /** How often a call was made again without its caller being told. */
  readonly retries: number
  readonly slowestMs: number
}

const CLIENTS = 3
const PAUSE_MS = 40

export function clients(origin: string): Clients {
  let retries = 0
  const backend = createBackendClient({ baseUrl: origin, retryBudget: false, onRetry: () => retries++ })
  const accepted: string[] = []
  const failures: string[] = []
  const listeners = new Set<() => void>()
  let calls = 0
  let slowestMs = 0
  let areStopping = false

  const measured = async (call: Promise<unknown>) => {
    const begin = performance.now()
    const isDone = await call.then(
      () => true,
      (error: Error) => void failures.push(error.message),
    )
    calls++
    slowestMs = Math.max(slowestMs, performance.now() - begin)
    for (const listener of listeners) listener()
    await delay(PAUSE_MS)
    return isDone === true
  }
  const work = async (name: string) => {
    for (let count = 0; !areStopping; count++) {
      const key = `${name}-${String(count).padStart(4, '0')}`
      await measured(backend.get('/orders'))
      const isOrdered = await measured(backend.post('/orders', { key, item: key }, { idempotencyKey: key }))
      if (isOrdered) accepted.push(key)
    }
  }
  const working = Array.from({ length: CLIENTS }, (_, index) => work(`client${index}`))

  return {
    after(more) {
      const goal = calls + more
      return new Promise((resolve) => {
        const listener = () => {
          if (calls < goal) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      })
    },
    async stop() {
      areStopping = true
      await Promise.all(working)
      return { accepted: accepted.toSorted(), calls, failures, retries, slowestMs }
    },
  }
}
