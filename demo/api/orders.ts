import type { PoolClient } from 'pg'
import type { Database } from './database.js'

/** An order as the page shows it. */
export interface Order {
  readonly id: number
  readonly customer: string
  readonly item: string
  readonly quantity: number
  /** ISO 8601. */
  readonly createdAt: string
  /** Whether the mail that confirms it has been sent. */
  readonly confirmation: 'queued' | 'sent'
}

/** What the page sends. */
export interface OrderDraft {
  readonly customer: string
  readonly item: string
  readonly quantity: number
}

/** The newest orders. `live` is false when they are what the API has kept, as of `asOf` (ISO 8601). */
export interface OrderList {
  readonly orders: readonly Order[]
  readonly live: boolean
  readonly asOf: string
}

/** There is an order with this key, and it is another one. */
export class KeyUsedError extends Error {
  override name = 'KeyUsedError' as const
  readonly order: Order

  constructor(order: Order) {
    super(`The key belongs to order ${order.id}, which is another one.`)
    this.order = order
  }
}

const NEWEST = 12
const COLUMNS = `id, customer, item, quantity, created_at as "createdAt",
  case when confirmed_at is null then 'queued' else 'sent' end as confirmation`

/** Orders in PostgreSQL. Whatever fails there is thrown as it is. */
export class OrderBook {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  newest(): Promise<Order[]> {
    return this.#database.query<Order>(`select ${COLUMNS} from orders order by id desc limit ${NEWEST}`)
  }

  /**
   * Whatever becomes of the answer, and however often and at once it is asked for, there is one order for each key: the
   * database sees to that, in one statement. What `onNew` does with the order, in the same transaction, is done once too.
   *
   * Throws {@link KeyUsedError} when the key was used for an order with other contents.
   */
  async create(
    key: string,
    { customer, item, quantity }: OrderDraft,
    onNew: (order: Order, within: PoolClient) => Promise<unknown>,
  ): Promise<Order> {
    return this.#database.transaction(async (client) => {
      const { rows } = await client.query<Order & { isNew: boolean }>(
        // Nothing has deleted a row that this very statement has inserted.
        `insert into orders (key, customer, item, quantity) values ($1, $2, $3, $4)
         on conflict (key) do update set key = excluded.key returning ${COLUMNS}, xmax = 0 as "isNew"`,
        [key, customer, item, quantity],
      )
      const [row] = rows
      if (!row) throw new Error('The database returned no order.')
      const { isNew, ...order } = row
      const isTheSame = order.customer === customer && order.item === item && order.quantity === quantity
      if (!isTheSame) throw new KeyUsedError(order)
      if (isNew) await onNew(order, client)
      return order
    })
  }

  /** Its confirmation is sent. */
  async markConfirmed(id: number): Promise<void> {
    await this.#database.query('update orders set confirmed_at = now() where id = $1', [id])
  }
}
