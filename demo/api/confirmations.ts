import type { Breaker } from 'react-api-status/core'
import { exponential } from 'react-api-status/core'
import type { Queue, QueueStore, SqlClient } from 'react-api-status/server'
import { createQueue } from 'react-api-status/server'
import type { Mailer } from './mailer.js'
import { isRefusedForGood } from './mailer.js'
import type { Order, OrderBook } from './orders.js'
import { queueLogger } from './queueLogger.js'

/** Long enough for any outage that somebody will mend. */
const MAX_ATTEMPTS = 10_000

/** The database failed, after the mail server had done its part. */
export class NotWrittenDownError extends Error {}

/** What the confirmations stand on. */
export interface ConfirmationOptions {
  /** In the database of the orders: an order and its mail are kept by one commit, or neither is. */
  readonly store: QueueStore<SqlClient>
  readonly orders: OrderBook
  readonly mailer: Mailer
  readonly breaker: Breaker
}

/** The mails that confirm orders, each sent when the mail server takes it, and arriving once. */
export function createConfirmations({
  store,
  orders,
  mailer,
  breaker,
}: ConfirmationOptions): Queue<Order, SqlClient> {
  return createQueue<Order, SqlClient>({
    name: 'confirmations',
    store,
    logger: queueLogger,
    breaker,
    isPermanent: isRefusedForGood,
    maxAttempts: MAX_ATTEMPTS,
    backoff: exponential({ cap: 10_000 }),
    async perform({ key, data: order }) {
      await mailer.confirm(order, key)
      // Should this fail, the mail is sent again, and the mail server knows its Message-ID.
      await orders.markConfirmed(order.id).catch((cause: unknown) => {
        throw new NotWrittenDownError('The mail is sent; that could not be written down.', { cause })
      })
    },
  })
}

/** Names an order's mail: the same for each attempt to send it. */
export function confirmationKey({ id }: Order): string {
  return `order-${id}`
}
