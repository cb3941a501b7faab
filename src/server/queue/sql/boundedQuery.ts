import type { Clock } from '../../../time/clock.js'
import { answerInTime } from '../answerInTime.js'
import type { SqlClient, SqlConnection, SqlPool } from './sqlClient.js'
import { isSqlPool } from './sqlClient.js'

/** Asks, and gives the rows. */
export type Ask = (text: string, values?: unknown[]) => Promise<readonly unknown[]>

/**
 * Asks on a client, and gives up after `timeoutMs`. A connection of a pool is closed then: it would wait for as long as
 * TCP does.
 */
export function boundedQuery(client: SqlClient, clock: Clock, timeoutMs: number): Ask {
  return (text, values) =>
    answerInTime(clock, timeoutMs, (signal) =>
      isSqlPool(client) ? askPool(client, text, values, signal) : rowsOf(client, text, values),
    )
}

async function rowsOf(client: SqlClient, text: string, values?: unknown[]): Promise<readonly unknown[]> {
  return (await client.query(text, values)).rows
}

const ignore = () => {}

async function askPool(
  pool: SqlPool,
  text: string,
  values: unknown[] | undefined,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  let connection: SqlConnection | undefined = await pool.connect()
  const giveBack = (isBroken: boolean) => {
    connection?.release(isBroken)
    connection?.off('error', ignore)
    connection = undefined
  }
  // Its place in the pool's queue came too late. What was given up must not be done after all.
  if (signal.aborted) {
    giveBack(false)
    throw signal.reason
  }
  // A connection that breaks while nobody listens would end the process.
  connection.on('error', ignore)
  signal.addEventListener('abort', () => giveBack(true), { once: true })
  try {
    const rows = await rowsOf(connection, text, values)
    giveBack(false)
    return rows
  } catch (error) {
    giveBack(true)
    throw error
  }
}
