/** Whatever asks a PostgreSQL with values: a `pg.Pool`, a `pg.Client`, a PGlite, a transaction of one. */
export interface SqlClient {
  query(text: string, values?: unknown[]): PromiseLike<{ readonly rows: readonly unknown[] }>
}

/** What of a `pg.Pool` is used. */
export interface SqlPool extends SqlClient {
  connect(): PromiseLike<SqlConnection>
  readonly totalCount: number
}

/** A connection of the pool, which has to be given back. */
export interface SqlConnection extends SqlClient {
  /** `true` closes the connection; otherwise somebody else may have it. */
  release(isBroken: boolean): void
  on(event: 'error', listener: () => void): unknown
  off(event: 'error', listener: () => void): unknown
}

/** Whether it is a pool: a `pg.Client` has a `connect` as well. */
export function isSqlPool(client: SqlClient): client is SqlPool {
  const { connect, totalCount } = client as Partial<SqlPool>
  return typeof connect === 'function' && typeof totalCount === 'number'
}
