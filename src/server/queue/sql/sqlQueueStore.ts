import type { Clock } from '../../../time/clock.js'
import { systemClock } from '../../../time/clock.js'
import { expect, expectDuration } from '../../expect.js'
import type { Claim, ClaimedJob, KeptLetter, KeptUnderKey, QueueCounts, QueueStore } from '../queueStore.js'
import { boundedQuery } from './boundedQuery.js'
import type { SqlClient } from './sqlClient.js'
import { sqlQueueTable, tableName } from './sqlQueueTable.js'
import { sqlStatements } from './sqlStatements.js'

/** Options of {@link sqlQueueStore}. */
export interface SqlQueueStoreOptions {
  /** The table, with or without a schema. Several queues may share it. @default 'queued_jobs' */
  readonly table?: string
  /** How often a queue looks for what other processes have added, in milliseconds. @default 1000 */
  readonly pollInterval?: number
  /** For how long the keys of what is done are known at the least, in milliseconds. @default 24 h */
  readonly keepKeys?: number
  /** How long the server has for an answer, a connection of the pool included, in milliseconds. @default 5000 */
  readonly timeout?: number
  /** For tests. @default the system's */
  readonly clock?: Clock
}

/** A queue's store in a table. `add` can be part of a transaction of the service's own: of anything with its `query`. */
export interface SqlQueueStore extends QueueStore<SqlClient> {
  readonly pollInterval: number
  /** Makes the table where it is not there: {@link sqlQueueTable}. Any number of processes may do so at once. */
  createTable(): Promise<void>
}

const DAY_MS = 86_400_000
/** `unique_violation`, `deadlock_detected`, `serialization_failure`: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const COLLISIONS: readonly unknown[] = ['23505', '40P01', '40001']
const MOST_TRIES = 5
/** What a `bigint` holds for sure. */
const NUMBER = /^\d{1,18}$/

/**
 * Keeps jobs in a table of PostgreSQL, for any number of processes. Each job is one row; a claim is one statement with
 * `for update skip locked`, so that nobody waits for anybody, and the leases go by the server's clock. `add` within a
 * transaction keeps the job if that one is committed: an order and its e-mail are kept together, or neither is.
 *
 * Each call rejects when the server has not answered in time, and closes that connection of a pool; whether it was done
 * is not known then. A call within a transaction is the transaction's, and waits as long as that does.
 *
 * Throws a TypeError when it is given no client, or a malformed option.
 *
 * @param client Stays the caller's: `close` ends nothing of it.
 * @example
 * const store = sqlQueueStore(pool)
 * await store.createTable()
 */
export function sqlQueueStore(client: SqlClient, options: SqlQueueStoreOptions = {}): SqlQueueStore {
  const { table = 'queued_jobs', pollInterval = 1000, keepKeys = DAY_MS, timeout = 5000 } = options
  const hasQuery = typeof client?.query === 'function'
  expect(hasQuery, 'sqlQueueStore client', 'an object with the method query', client)
  expectDuration('sqlQueueStore pollInterval', pollInterval)
  expectDuration('sqlQueueStore timeout', timeout)
  const isAge = Number.isFinite(keepKeys) && keepKeys >= 0
  expect(isAge, 'sqlQueueStore keepKeys', 'a number of milliseconds from 0', keepKeys)

  const sql = sqlStatements(tableName(table).quoted)
  const ask = boundedQuery(client, options.clock ?? systemClock, timeout)
  const finds = async (text: string, values: unknown[]) => (await ask(text, values)).length > 0
  const held = async (text: string, { queue, id, token }: Claim, values: unknown[]) =>
    NUMBER.test(id) && NUMBER.test(token) && finds(text, [queue, id, token, ...values])

  return {
    pollInterval,

    async createTable() {
      await ask(sqlQueueTable(table))
    },

    async add({ queue, key, orderBy, data, digest, delayMs }, within) {
      const values = [queue, key, orderBy ?? null, data, digest, delayMs]
      for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
        const [row] = within ? (await within.query(sql.add, values)).rows : await ask(sql.add, values)
        if (row) return row as KeptUnderKey
        // Somebody else added the same key in this very moment: the statement could not see it yet, the next one can.
      }
      throw new Error(
        `The job ${JSON.stringify(key)} was not kept: its key is being added by another transaction. Add it again.`,
      )
    },

    async claim({ queue, limit, leaseMs }) {
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === MOST_TRIES
        try {
          const claimed = (await ask(sql.claim, [queue, limit, leaseMs])) as readonly ClaimedJob[]
          // Where nothing can be taken, those that wait behind others make room for the ones after them.
          if (claimed.length > 0 || isLast) return claimed
          if (!(await finds(sql.stepBack, [queue])) && !(await finds(sql.recall, [queue]))) return claimed
        } catch (error) {
          // Somebody else was given one of the same order in this very moment.
          if (!isCollision(error)) throw error
          if (isLast) return []
        }
      }
    },

    renew: (claim, leaseMs) => held(sql.renew, claim, [leaseMs]),
    complete: (claim) => held(sql.complete, claim, [keepKeys]),
    release: (claim, { delayMs, error }) =>
      held(sql.release, claim, [delayMs, error === undefined ? null : storable(error)]),
    bury: (claim, error) => held(sql.bury, claim, [storable(error)]),

    async counts(queue) {
      const [counts] = await ask(sql.counts, [queue])
      return counts as QueueCounts
    },

    async deadLetters(queue, { limit, after = '0' }) {
      if (!NUMBER.test(after)) return []
      return (await ask(sql.deadLetters, [queue, after, limit])) as readonly KeptLetter[]
    },
    retry: async (queue, id) => NUMBER.test(id) && finds(sql.retry, [queue, id]),
    discard: async (queue, id) => NUMBER.test(id) && finds(sql.discard, [queue, id]),

    async dueIn(queue) {
      const [row] = (await ask(sql.dueIn, [queue])) as readonly { readonly dueIn: number }[]
      return row?.dueIn
    },

    async close() {},
  }
}

function isCollision(error: unknown): boolean {
  return COLLISIONS.includes((error as { readonly code?: unknown } | undefined)?.code)
}

/** Text of PostgreSQL holds anything but this one character, and a job must be able to die of any error. */
function storable(error: string): string {
  return error.replaceAll('\0', '\uFFFD')
}
