import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { Order } from '../demo/api/orders.js'

/** A customer whom no other run of a test knows: a test that is tried again finds no orders of the last time. */
export function newCustomer(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`
}

/** Every order whose customer's name begins like that, as the database itself has it. */
export async function savedOrders(name: string): Promise<Pick<Order, 'id' | 'customer' | 'quantity'>[]> {
  const database = new Client({
    host: '127.0.0.1',
    port: Number(process.env['DATABASE_PORT']),
    user: 'postgres',
    database: 'postgres',
  })
  await database.connect()
  try {
    const sql = 'select id, customer, quantity from orders where starts_with(customer, $1) order by id'
    // A transaction of its own, in which nobody gets in between: PGlite is one session for all that connect to it.
    await database.query('begin')
    const { rows } = await database.query(sql, [name])
    await database.query('commit')
    return rows
  } finally {
    await database.end()
  }
}
