import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { Pool } from 'pg'

/** What every statement of a request has, waiting for a connection apart. In milliseconds. */
const QUERY_TIMEOUT = 2500
/**
 * PGlite is one session for all that connect to it: two that send statements with values at the same moment get into each
 * other's, as its socket server takes turns between messages, not between statements.
 */
const MOST_CONNECTIONS = 1
/** In milliseconds. */
const BETWEEN_TRIES = 1000

/** PostgreSQL, with the tables of the desk. It may come after the API, and go while it runs. */
export class Database {
  readonly pool: Pool
  readonly #prepare: (pool: Pool) => Promise<unknown>
  #isPrepared: Promise<unknown> | undefined

  /** @param prepare Makes the tables; asked again until it has worked. */
  constructor(url: string, prepare: (pool: Pool) => Promise<unknown>) {
    this.#prepare = prepare
    this.pool = new Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: 1000,
      query_timeout: QUERY_TIMEOUT,
    })
    // An idle connection breaks when the database is killed; without a listener that would end this process.
    this.pool.on('error', () => {})
  }

  /** Resolves when the tables are there; rejects when the database can't be used now. */
  prepared(): Promise<unknown> {
    this.#isPrepared ??= this.#prepare(this.pool).catch((error: unknown) => {
      this.#isPrepared = undefined
      throw error
    })
    return this.#isPrepared
  }

  /** Resolves when the tables are there, however long that takes. */
  async whenPrepared(): Promise<void> {
    for (;;) {
      try {
        return void (await this.prepared())
      } catch {
        await sleep(BETWEEN_TRIES)
      }
    }
  }

  async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    await this.prepared()
    return (await this.pool.query<Row>(sql, values)).rows
  }

  /** All that `work` does by its client, or nothing of it. */
  async transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    await this.prepared()
    const client = await this.pool.connect()
    // The pool listens only to those that nobody has.
    const ignore = () => {}
    client.on('error', ignore)
    let isDone = false
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
      isDone = true
      return result
    } finally {
      // What is not done is undone with its connection; a `rollback` would have to wait where the database hangs.
      client.release(!isDone)
      client.off('error', ignore)
    }
  }
}
