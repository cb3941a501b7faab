import { expect, expectDuration } from '../expect.js'
import type { Check, CheckOptions, CheckResult } from '../registry/check.js'
import { abortable } from './abortable.js'
import { driverTimeout } from './driverTimeout.js'
import { oneAtATime } from './oneAtATime.js'
import { pooledQuery } from './pooledQuery.js'
import type { PostgresClient, PostgresPool, PostgresRows } from './postgresClient.js'
import { isPool } from './postgresClient.js'

/** Options of {@link postgresCheck}. */
export interface PostgresCheckOptions extends CheckOptions {
  /** @default 'postgres' */
  readonly name?: string
  /**
   * One statement to ask instead: one that touches a table that the service lives by, or writes. It is healthy when it
   * ends without an error. @default asks whether the database takes writes
   */
  readonly query?: string
  /**
   * How long the server works on that `query`, in milliseconds. It goes on after the check has given up and closed the
   * connection, which it does not notice while it waits for a lock: without a limit a locked table would soon use up all
   * the connections that the server takes. For a pool alone. @default 10000
   */
  readonly statementTimeout?: number
}

const READ_ONLY_QUERY = "select current_setting('transaction_read_only') as read_only"
/** `read_only_sql_transaction`: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const READ_ONLY_STATE = '25006'

/**
 * Checks a PostgreSQL by a question on the service's own pool or client, so that an exhausted pool shows as well. There
 * is never more than one question under way; a connection of the pool whose server no longer answers is closed.
 *
 * One that reads and takes no writes (a standby after a fail-over) is degraded with the code `READ_ONLY`; with
 * `readOnlyWhenDown` the report is `readOnly` too. Error codes that are digits alone become `SQLSTATE_53300`.
 *
 * Throws a TypeError when it is given no client.
 *
 * @example
 * postgresCheck(new pg.Pool({ connectionTimeoutMillis: 1000 }))
 */
export function postgresCheck(client: PostgresClient, options: PostgresCheckOptions = {}): Check {
  const { name = 'postgres', query = READ_ONLY_QUERY, statementTimeout = 10_000, ...check } = options
  expect(
    typeof client?.query === 'function',
    'postgresCheck client',
    'an object with the method query',
    client,
  )
  expect(typeof query === 'string' && query !== '', 'postgresCheck query', 'a statement', query)
  expectDuration('postgresCheck statementTimeout', statementTimeout)

  const pool = isPool(client) ? client : undefined
  const isOwn = query !== READ_ONLY_QUERY
  const ask = pool
    ? pooledQuery(pool, isOwn ? limited(query, statementTimeout) : query)
    : clientQuery(client, query)
  const readOnly: CheckResult = {
    // The registry shows it as degraded in either case; as unhealthy it makes the whole report read-only.
    status: check.readOnlyWhenDown ? 'unhealthy' : 'degraded',
    error: { code: 'READ_ONLY', message: 'The database answers, and takes no writes.' },
  }

  return {
    name,
    ...check,
    async run(signal) {
      try {
        const answer = await ask(signal)
        const takesNoWrites = !isOwn && isReadOnly(answer)
        const result: CheckResult = takesNoWrites ? readOnly : { status: 'healthy' }
        return pool ? { ...result, details: usageOf(pool) } : result
      } catch (error) {
        const timeout = driverTimeout(error)
        if (timeout) return { status: 'unhealthy', error: timeout }
        const state = sqlStateOf(error)
        if (state === READ_ONLY_STATE) return readOnly
        if (!state) throw error
        return { status: 'unhealthy', error: { code: `SQLSTATE_${state}`, message: String(error) } }
      }
    },
  }
}

/**
 * Several statements of one message are a transaction of their own, to which `set local` holds:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
function limited(query: string, timeoutMs: number): string {
  return `set local statement_timeout = ${Math.ceil(timeoutMs)}; ${query}`
}

function clientQuery(client: PostgresClient, text: string): (signal: AbortSignal) => Promise<PostgresRows> {
  const ask = oneAtATime(() => client.query(text))
  return (signal) => abortable(signal, ask())
}

function isReadOnly(answer: PostgresRows): boolean {
  const [row] = 'rows' in answer ? answer.rows : answer
  return (row as { readonly read_only?: unknown } | undefined)?.read_only === 'on'
}

function usageOf({ totalCount, idleCount, waitingCount }: PostgresPool): Record<string, unknown> {
  return { connections: totalCount, idle: idleCount, waiting: waitingCount }
}

/** A state of digits alone, which is no error code that anyone may see yet: `53300` says nothing of what it counts. */
function sqlStateOf(error: unknown): string | undefined {
  const code: unknown = (error as { readonly code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^\d{5}$/.test(code) ? code : undefined
}
