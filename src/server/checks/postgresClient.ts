/** Whatever takes SQL: a `pg.Pool`, a `pg.Client`, a PGlite, a `DataSource` of TypeORM. */
export interface PostgresClient {
  query(text: string): PromiseLike<PostgresRows>
}

/** What of an answer is looked at; TypeORM gives the rows alone. */
export type PostgresRows = { readonly rows: readonly unknown[] } | readonly unknown[]

/** What of a `pg.Pool` is used. */
export interface PostgresPool extends PostgresClient {
  connect(): PromiseLike<PooledClient>
  readonly totalCount: number
  readonly idleCount?: number
  readonly waitingCount?: number
}

/** A connection of the pool, which has to be given back. */
export interface PooledClient extends PostgresClient {
  /** `true` closes the connection; otherwise somebody else may have it. */
  release(isBroken: boolean): void
  on(event: 'error', listener: () => void): unknown
  off(event: 'error', listener: () => void): unknown
}

/** Whether it is a pool: a `pg.Client` has a `connect` as well. */
export function isPool(client: PostgresClient): client is PostgresPool {
  const { connect, totalCount } = client as Partial<PostgresPool>
  return typeof connect === 'function' && typeof totalCount === 'number'
}
