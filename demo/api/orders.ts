import { Pool } from 'pg'
import { HOST } from '../settings.js'

/** An order as the page shows it. */
export interface Order {
  readonly id: number
  readonly customer: string
  readonly item: string
  readonly quantity: number
  /** ISO 8601. */
  readonly createdAt: string
}

/** What the page sends. */
export interface OrderDraft {
  readonly customer: string
  readonly item: string
  readonly quantity: number
}

/** The newest orders. `live` is false when they are what the API last saw, at `asOf` (ISO 8601). */
export interface OrderList {
  readonly orders: readonly Order[]
  readonly live: boolean
  readonly asOf: string
}

/** The database did not answer, or refused. */
export class OrdersUnavailableError extends Error {
  override name = 'OrdersUnavailableError' as const
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
const COLUMNS = 'id, customer, item, quantity, created_at as "createdAt"'

/** Orders in PostgreSQL, and the last list that it gave. */
export class OrderBook {
  readonly #pool: Pool
  #lastSeen: OrderList | undefined

  constructor(port: number) {
    this.#pool = new Pool({
      host: HOST,
      port,
      user: 'postgres',
      database: 'postgres',
      max: 8,
      connectionTimeoutMillis: 1000,
      query_timeout: 2500,
    })
    // An idle connection breaks when the database is killed; without a listener that would end this process.
    this.#pool.on('error', () => {})
  }

  /** For the health check: throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.#pool.query('select 1')
  }

  /** Falls back on the last list. Throws {@link OrdersUnavailableError} when there is none. */
  async list(): Promise<OrderList> {
    try {
      const orders = await this.#query(`select ${COLUMNS} from orders order by id desc limit ${NEWEST}`)
      this.#lastSeen = { orders, live: true, asOf: new Date().toISOString() }
      return this.#lastSeen
    } catch (error) {
      if (!this.#lastSeen) throw error
      return { ...this.#lastSeen, live: false }
    }
  }

  /**
   * Whatever becomes of the answer, and however often and at once it is asked for, there is one order for each key: the
   * database sees to that, in one statement.
   *
   * Throws {@link OrdersUnavailableError} when the order could not be saved, or nobody can tell; {@link KeyUsedError} when
   * the key was used for an order with other contents.
   */
  async create(key: string, { customer, item, quantity }: OrderDraft): Promise<Order> {
    const [order] = await this.#query(
      `insert into orders (key, customer, item, quantity) values ($1, $2, $3, $4)
       on conflict (key) do update set key = excluded.key returning ${COLUMNS}`,
      [key, customer, item, quantity],
    )
    if (!order) throw new OrdersUnavailableError('The database returned no order.')
    const isTheSame = order.customer === customer && order.item === item && order.quantity === quantity
    if (!isTheSame) throw new KeyUsedError(order)
    return order
  }

  async #query(sql: string, values: unknown[] = []): Promise<Order[]> {
    try {
      return (await this.#pool.query<Order>(sql, values)).rows
    } catch (cause) {
      throw new OrdersUnavailableError(`The database can't be used: ${(cause as Error).message}`, { cause })
    }
  }
}
