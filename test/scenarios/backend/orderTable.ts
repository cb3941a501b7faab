import type { Pool, PoolClient } from 'pg'

/** An order as it is kept. */
export interface Order {
  /** Made by the customer: the same order, however often it is sent. */
  readonly key: string
  readonly item: string
}

/** Makes the table where it is not there. */
export async function createOrderTable(pool: Pool): Promise<void> {
  await pool.query('create table if not exists orders (key text primary key, item text not null)')
}

export async function newestOrders(pool: Pool): Promise<readonly Order[]> {
  return (await pool.query<Order>('select key, item from orders order by key desc limit 5')).rows
}

/** Keeps the order and what `also` does in one transaction. The same order again changes nothing. */
export async function keepOrder(
  pool: Pool,
  { key, item }: Order,
  also: (transaction: PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await pool.connect()
  let isBroken = true
  // Without a listener, a connection that breaks between two statements ends the process.
  const ignore = () => {}
  client.on('error', ignore)
  try {
    await client.query('begin')
    await client.query('insert into orders (key, item) values ($1, $2) on conflict do nothing', [key, item])
    await also(client)
    await client.query('commit')
    isBroken = false
  } finally {
    client.off('error', ignore)
    // A transaction that failed ends with its connection, as one does that nobody can tell the state of.
    client.release(isBroken)
  }
}
