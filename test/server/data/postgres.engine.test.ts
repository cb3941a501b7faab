import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBreaker, memoryCache } from '../../../src/core.js'
import { isUnavailable, resilientRead, resilientWrite } from '../../../src/server.js'
import type { PostgresServer } from '../engines/postgresServer.js'
import { postgresServer } from '../engines/postgresServer.js'

let server: PostgresServer
const cleanUps: (() => unknown)[] = []
beforeAll(async () => {
  server = await postgresServer()
  await server.start()
  const connections = pool()
  await connections.query('create table orders (key text primary key, item text, edition int default 0)')
  await connections.query('create role guest login password $$guest$$ connection limit 0')
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})
afterAll(() => server.close())

const ignore = () => {}

function pool(options: pg.PoolConfig = {}): pg.Pool {
  const made = new pg.Pool({ ...server.connection, ...options })
  // What becomes of idle connections is told to nobody else; without a listener it ends the process.
  made.on('error', ignore)
  cleanUps.push(() => {
    server.thaw()
    return made.end()
  })
  return made
}

/** What a promise rejects with. */
async function errorOf(pending: Promise<unknown>): Promise<unknown> {
  return pending.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code
}

/** Resolves when a statement is under way on the server. */
async function underWay(connections: pg.Pool, statement: string): Promise<number> {
  const text = 'select pid from pg_stat_activity where query like $1 and pid <> pg_backend_pid()'
  return vi.waitFor(
    async () => {
      const { rows } = await connections.query<{ pid: number }>(text, [`${statement}%`])
      return rows[0]!.pid
    },
    { timeout: 10_000, interval: 20 },
  )
}

describe('errors of pg on a real PostgreSQL', () => {
  test('of the statement are none of a database that is unavailable', async () => {
    const connections = pool()
    await connections.query("insert into orders values ('taken', '')")
    for (const [statement, code] of [
      ["insert into orders values ('taken', '')", '23505'],
      ['selct 1', '42601'],
      ['select 1/0', '22012'],
      ['select * from nothing', '42P01'],
      // A limit that is set for statements, of the same class as a full disk.
      [
        "set work_mem = '64kB'; set temp_file_limit = '64kB'; select i from generate_series(1, 90000) i order by -i",
        '53400',
      ],
    ] as const) {
      const error = await errorOf(connections.query(statement))
      expect({ code: codeOf(error), isUnavailable: isUnavailable(error) }).toEqual({
        code,
        isUnavailable: false,
      })
    }
  })

  test('of one that takes no connection more, no statement any longer, or no writes say so', async () => {
    const guest = pool({ user: 'guest', password: 'guest' })
    const slow = pool({ options: '-c statement_timeout=20' })
    const readOnly = pool({ options: '-c default_transaction_read_only=on' })
    for (const [connections, statement, code] of [
      [guest, 'select 1', '53300'],
      [slow, 'select pg_sleep(30)', '57014'],
      [readOnly, "insert into orders values ('never', '')", '25006'],
    ] as const) {
      const error = await errorOf(connections.query(statement))
      expect({ code: codeOf(error), isUnavailable: isUnavailable(error) }).toEqual({
        code,
        isUnavailable: true,
      })
    }
  })

  test('of one that ends a connection, and of a pool that has none left or is closed, say so', async () => {
    const connections = pool()
    const sleeping = errorOf(connections.query('select pg_sleep(30)'))
    await connections.query('select pg_terminate_backend($1)', [
      await underWay(connections, 'select pg_sleep(30)'),
    ])
    const terminated = await sleeping
    expect(terminated).toMatchObject({ code: '57P01' })
    expect(isUnavailable(terminated)).toBe(true)

    const small = pool({ max: 1, connectionTimeoutMillis: 50 })
    const client = await small.connect()
    expect(isUnavailable(await errorOf(small.query('select 1')))).toBe(true)
    client.release()

    const ended = new pg.Pool(server.connection)
    await ended.end()
    expect(isUnavailable(await errorOf(ended.query('select 1')))).toBe(true)
  })

  test('of one that hangs say so, and of its connections', async () => {
    const connections = pool({ query_timeout: 200, connectionTimeoutMillis: 200 })
    await connections.query('select 1')
    server.freeze()
    cleanUps.push(server.thaw)
    const [read, connect] = await Promise.all([
      errorOf(connections.query('select 1')),
      errorOf(connections.query('select 1')),
    ])
    expect([String(read), String(connect)]).toEqual([
      'Error: Query read timeout',
      expect.stringContaining('connect'),
    ])
    expect([read, connect].map(isUnavailable)).toEqual([true, true])
    server.thaw()
  })

  test('of one that is killed say so, in the middle and afterwards', async () => {
    const connections = pool({ max: 2 })
    const client = new pg.Client(server.connection)
    client.on('error', ignore)
    await client.connect()
    const sleeping = errorOf(connections.query('select pg_sleep(30)'))
    await underWay(connections, 'select pg_sleep(30)')
    const closed = new Promise<void>((resolve) => client.once('end', resolve))
    await server.kill()
    await closed
    const errors = [
      await sleeping,
      await errorOf(connections.query('select 1')),
      await errorOf(connections.query('select 1')),
      await errorOf(client.query('select 1')),
    ]
    expect(errors.filter((error) => !isUnavailable(error))).toEqual([])
    await server.start()
    expect((await connections.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})

describe('reads and writes on a real PostgreSQL', () => {
  test('one statement takes an order, takes it again as the same, and tells another one under its key', async () => {
    const connections = pool()
    const insert = async (item: string) => {
      const text = `insert into orders (key, item) values ('repeated', $1)
        on conflict (key) do update set key = excluded.key where orders.item = excluded.item`
      return (await connections.query(text, [item])).rowCount
    }
    expect([await insert('oak'), await insert('oak'), await insert('ash')]).toEqual([1, 1, 0])
    const { rows } = await connections.query("select item from orders where key = 'repeated'")
    expect(rows).toEqual([{ item: 'oak' }])
  })

  test('a transaction that another one has overtaken is done again, and once', async () => {
    const connections = pool()
    await connections.query("insert into orders values ('edited', '')")
    const attempts: number[] = []
    const edit = async ({ attempt }: { readonly attempt: number }) => {
      attempts.push(attempt)
      const client = await connections.connect()
      try {
        await client.query('begin isolation level repeatable read')
        await client.query("select edition from orders where key = 'edited'")
        if (attempt === 1) await connections.query("update orders set edition = 10 where key = 'edited'")
        await client.query("update orders set edition = edition + 1 where key = 'edited'")
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    }
    expect(await resilientWrite({ write: edit })).toEqual({ kind: 'done', value: undefined })
    expect(attempts).toEqual([1, 2])
    const { rows } = await connections.query("select edition from orders where key = 'edited'")
    expect(rows).toEqual([{ edition: 11 }])
  })

  test('a write in whose middle the database is killed is repeated and queued only if it is idempotent', async () => {
    const connections = pool()
    const insert = "insert into orders select 'lost', pg_sleep(30)::text"
    const queue = vi.fn(() => 'queued')
    const begin = (idempotent: boolean) => {
      const write = vi.fn(() => connections.query(insert))
      const outcome = resilientWrite({ write, idempotent, queue, timeout: 20_000 }).catch(
        (error: unknown) => ({ error }),
      )
      return { write, outcome }
    }
    const plain = begin(false)
    const idempotent = begin(true)
    await vi.waitFor(
      async () => {
        const text = 'select count(*)::int as many from pg_stat_activity where query = $1'
        expect((await connections.query(text, [insert])).rows).toEqual([{ many: 2 }])
      },
      { timeout: 10_000, interval: 20 },
    )
    await server.kill()
    expect(await plain.outcome).toMatchObject({ error: expect.any(Error) })
    expect(plain.write).toHaveBeenCalledOnce()
    expect(await idempotent.outcome).toMatchObject({ kind: 'queued', error: { code: 'ECONNREFUSED' } })
    expect(idempotent.write).toHaveBeenCalledTimes(3)
    expect(queue).toHaveBeenCalledOnce()
    await server.start()
  })

  test('while it hangs a read is answered from the cache, by the timeout, then at once; afterwards by itself', async () => {
    const connections = pool({ connectionTimeoutMillis: 300, query_timeout: 300 })
    const breaker = createBreaker({
      name: 'database',
      isFailure: (call) => 'error' in call && isUnavailable(call.error),
    })
    const cache = memoryCache()
    const count = async () => {
      const startedAt = performance.now()
      const { source } = await resilientRead({
        read: async () => (await connections.query('select count(*) from orders')).rows,
        cache,
        key: 'count',
        maxAge: 60_000,
        breaker,
        timeout: 200,
      })
      return { source, took: performance.now() - startedAt }
    }
    expect(await count()).toMatchObject({ source: 'primary' })
    server.freeze()
    cleanUps.push(server.thaw)
    const slow = [await count(), await count(), await count()]
    expect(slow.map(({ source }) => source)).toEqual(['cache', 'cache', 'cache'])
    expect(Math.max(...slow.map(({ took }) => took))).toBeLessThan(3 * 200)
    expect(breaker.state.kind).toBe('open')
    const quick = await count()
    expect(quick.source).toBe('cache')
    expect(quick.took).toBeLessThan(3 * 20)
    server.thaw()
    breaker.halfOpen()
    await vi.waitFor(async () => expect((await count()).source).toBe('primary'), {
      timeout: 20_000,
      interval: 100,
    })
    expect(breaker.state.kind).toBe('closed')
  })

  // The last one: it stays a standby.
  test('a standby takes no writes, which are queued, and answers reads', async () => {
    await server.kill()
    server.becomeStandby()
    await server.start()
    const connections = pool()
    const outcome = await resilientWrite({
      write: () => connections.query("insert into orders values ('standby', '')"),
      queue: () => 'queued',
    })
    expect(outcome).toMatchObject({ kind: 'queued', error: { code: '25006' } })
    const read = () => connections.query('select 1 as one')
    expect(await resilientRead({ read })).toMatchObject({ source: 'primary', value: { rows: [{ one: 1 }] } })
  })
})
