import type { Breaker } from 'react-api-status/core'
import { exponential } from 'react-api-status/core'
import type { Queue, QueueStore } from 'react-api-status/server'
import { createQueue } from 'react-api-status/server'
import type { OrderDraft } from './orders.js'
import { KeyUsedError } from './orders.js'
import { queueLogger } from './queueLogger.js'

/** Long enough for any outage that somebody will mend. */
const MAX_ATTEMPTS = 10_000

/** What the waiting orders stand on. */
export interface WaitingOrderOptions {
  /** In a file: the database is what they wait for. */
  readonly store: QueueStore
  /** Saves an order once, however often it is called with a key. */
  readonly create: (key: string, draft: OrderDraft) => Promise<unknown>
  readonly breaker: Breaker
}

/**
 * Orders that were taken while there was no database, by callers that don't need to know their number at once; each by
 * its own key. The queue refuses another order by the key of one that waits. Where the database has one already, which
 * nobody could ask then, the order becomes a dead letter, and somebody sees it.
 */
export function createWaitingOrders({ store, create, breaker }: WaitingOrderOptions): Queue<OrderDraft> {
  return createQueue<OrderDraft>({
    name: 'waiting-orders',
    store,
    logger: queueLogger,
    breaker,
    isPermanent: (error) => error instanceof KeyUsedError,
    maxAttempts: MAX_ATTEMPTS,
    backoff: exponential({ cap: 10_000 }),
    perform: ({ key, data }) => create(key, data),
  })
}
