import { getEventListeners } from 'node:events'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { PostgresClient } from '../../../src/server.js'
import { createHealthService, postgresCheck } from '../../../src/server.js'
import { ATTENTIVE, EVENTUALLY, QUIET, watching } from '../engines/checkOnEngine.js'
import type { PostgresServer } from '../engines/postgresServer.js'
import { postgresServer } from '../engines/postgresServer.js'

let server: PostgresServer
const cleanUps: (() => unknown)[] = []
beforeAll(async () => {
  server = await postgresServer()
  await server.start()
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})
afterAll(() => server.close())

const ignore = () => {}

function pool(options: pg.PoolConfig = {}) {
  const made = new pg.Pool({ ...server.connection, ...options })
  // What becomes of idle connections is told to nobody else; without a listener it ends the process.
  made.on('error', ignore)
  cleanUps.push(() => {
    server.thaw()
    return made.end()
  })
  return made
}

const TIMED_OUT = { status: 'unhealthy', error: { code: 'TIMEOUT' } } as const

describe('a PostgreSQL, by a pool of pg', () => {
  test('behind something that gives the rows alone, as TypeORM does, is asked all the same', async () => {
    const connections = pool()
    const client = { query: async (text: string): Promise<unknown[]> => (await connections.query(text)).rows }
    expect(await watching(postgresCheck(client, ATTENTIVE)).look()).toMatchObject({ status: 'healthy' })
    const readOnly = pool({ options: '-c default_transaction_read_only=on' })
    const standby = { query: async (text: string): Promise<unknown[]> => (await readOnly.query(text)).rows }
    expect(await watching(postgresCheck(standby, ATTENTIVE)).look()).toMatchObject({
      status: 'degraded',
      error: { code: 'READ_ONLY' },
    })
  })

  test('that is up is healthy, and the details tell how the pool is used', async () => {
    const postgres = watching(postgresCheck(pool(), ATTENTIVE))
    expect(await postgres.look()).toMatchObject({
      status: 'healthy',
      details: { connections: 1, idle: 1, waiting: 0 },
    })
  })

  test('that hangs is unhealthy when the time is up, and healthy with the next check once it goes on (H1)', async () => {
    const postgres = watching(postgresCheck(pool(), ATTENTIVE))
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    server.freeze()
    const startedAt = performance.now()
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    expect(performance.now() - startedAt).toBeLessThan(3 * ATTENTIVE.timeout)
    server.thaw()
    expect(await postgres.look()).toMatchObject({ status: 'healthy' })
  })

  test('that hangs costs the pool no connection and the signal no listener, however often it is checked (H2)', async () => {
    const connections = pool({ max: 3 })
    const check = postgresCheck(connections)
    const context = { lifecycle: 'started' } as const
    const { signal } = new AbortController()
    await check.run(signal, context)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    server.freeze()
    for (let i = 0; i < 10; i++) {
      const controller = new AbortController()
      const run = check.run(controller.signal, context)
      // The question has to be on its way before it is given up.
      await new Promise(setImmediate)
      controller.abort(new Error('too late'))
      await expect(run).rejects.toThrow('too late')
      expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    }
    // The first one was asked on a connection, which is closed; the others share one that is still being made.
    expect(connections).toMatchObject({ totalCount: 1, idleCount: 0, waitingCount: 0 })
    server.thaw()
    await check.run(new AbortController().signal, context)
    expect(connections).toMatchObject({ totalCount: 1, idleCount: 1, waitingCount: 0 })
  })

  test('whose end of a connection has gone without a word is asked on another one next (H2)', async () => {
    const connections = pool({ max: 1 })
    const postgres = watching(postgresCheck(connections, ATTENTIVE))
    const { rows } = await connections.query<{ pid: number }>('select pg_backend_pid() as pid')
    const pid = rows[0]?.pid ?? 0
    process.kill(pid, 'SIGSTOP')
    cleanUps.push(() => process.kill(pid, 'SIGCONT'))
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    expect(await postgres.look()).toMatchObject({ status: 'healthy' })
  })

  test('that is killed is unhealthy, and healthy again when it is back', async () => {
    const postgres = watching(postgresCheck(pool(), ATTENTIVE))
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    await server.kill()
    await expect
      .poll(postgres.look, EVENTUALLY)
      .toMatchObject({ status: 'unhealthy', error: { code: 'ECONNREFUSED' } })
    await server.start()
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  })

  test('that is killed in the middle of a question is unhealthy, and nothing is thrown at the host', async () => {
    const postgres = watching(
      postgresCheck(pool(), { ...ATTENTIVE, timeout: 10_000, query: 'select pg_sleep(9)' }),
    )
    const observer = pool()
    const look = postgres.look()
    const asleep = "select from pg_stat_activity where query like 'set local%select pg_sleep(9)'"
    await vi.waitFor(async () => expect((await observer.query(asleep)).rowCount).toBe(1), { timeout: 5000 })
    await server.kill()
    expect(await look).toMatchObject({ status: 'unhealthy' })
    await server.start()
  })

  test.each([
    ['refuses the password', { password: 'wrong' }, '28P01'],
    ['has no such database', { database: 'elsewhere' }, '3D000'],
  ])('that %s is unhealthy with the code of PostgreSQL', async (_, options, code) => {
    const postgres = watching(postgresCheck(pool(options), ATTENTIVE))
    expect(await postgres.look()).toMatchObject({ status: 'unhealthy', error: { code } })
  })

  test('that takes no more connections is unhealthy with a code that is more than a number', async () => {
    const query = "do $$ begin raise sqlstate '53300'; end $$"
    const postgres = watching(postgresCheck(pool(), { ...ATTENTIVE, query }))
    expect(await postgres.look()).toMatchObject({ status: 'unhealthy', error: { code: 'SQLSTATE_53300' } })
  })

  test('whose pool is used up is unhealthy, as every request of the service is about to hang (H28)', async () => {
    const connections = pool({ max: 1 })
    const service = createHealthService({ checks: [postgresCheck(connections, ATTENTIVE)], logger: QUIET })
    const held = await connections.connect()
    expect((await service.answer('GET', '/api/health/readiness', () => null)).status).toBe(503)
    held.release()
    expect((await service.answer('GET', '/api/health/readiness', () => null)).status).toBe(200)
  })

  test('whose table stays locked is not worn out by the questions that were given up (H9)', async () => {
    const connections = pool()
    await connections.query('create table if not exists locked (id int)')
    const options = { query: 'select from locked limit 1', statementTimeout: 500, timeout: 50 }
    const postgres = watching(postgresCheck(connections, { ...ATTENTIVE, ...options }))
    const locking = await connections.connect()
    await locking.query('begin; lock table locked in access exclusive mode')
    for (let i = 0; i < 5; i++) expect(await postgres.look()).toMatchObject(TIMED_OUT)
    // Each of them has a process of the server that waits for the lock, though nobody waits for it.
    const waiting =
      "select from pg_stat_activity where query like '%from locked limit 1' and state = 'active'"
    await expect.poll(async () => (await connections.query(waiting)).rowCount, EVENTUALLY).toBe(0)
    await locking.query('rollback')
    locking.release()
    expect(await postgres.look()).toMatchObject({ status: 'healthy' })
    // The limit is that question's own: the app gets its connections back as they were.
    for (const { rows } of await Promise.all(
      [1, 2, 3].map(() => connections.query('show statement_timeout')),
    )) {
      expect(rows).toEqual([{ statement_timeout: '0' }])
    }
  })

  test('is a TIMEOUT too when the driver gives up first, as its documentation advises', async () => {
    const connections = pool({ max: 1, connectionTimeoutMillis: 100, query_timeout: 200 })
    const postgres = watching(postgresCheck(connections, { ...ATTENTIVE, timeout: 10_000 }))
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    const held = await connections.connect()
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    held.release()
    server.freeze()
    // First of the question, then of the connection that takes the place of that one.
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    server.thaw()
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  })

  test('whose table is locked is unhealthy when the check asks that table (H28)', async () => {
    const connections = pool()
    await connections.query('create table if not exists orders (id int)')
    const postgres = watching(
      postgresCheck(connections, { ...ATTENTIVE, query: 'select from orders limit 1' }),
    )
    expect(await postgres.look()).toMatchObject({ status: 'healthy' })
    const locking = await connections.connect()
    await locking.query('begin; lock table orders in access exclusive mode')
    expect(await postgres.look()).toMatchObject(TIMED_OUT)
    await locking.query('rollback')
    locking.release()
    expect(await postgres.look()).toMatchObject({ status: 'healthy' })
  })

  test('that takes no writes is degraded, whether it is asked or written to (H28)', async () => {
    const connections = pool()
    await connections.query('create table if not exists probes (id int)')
    const asked = watching(postgresCheck(connections, ATTENTIVE))
    const written = watching(
      postgresCheck(connections, { ...ATTENTIVE, query: 'insert into probes values (1)' }),
    )
    await expect.poll(written.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
    await connections.query('alter system set default_transaction_read_only = on')
    await connections.query('select pg_reload_conf()')
    await expect
      .poll(asked.look, EVENTUALLY)
      .toMatchObject({ status: 'degraded', error: { code: 'READ_ONLY' } })
    await expect
      .poll(written.look, EVENTUALLY)
      .toMatchObject({ status: 'degraded', error: { code: 'READ_ONLY' } })
    const writer = await connections.connect()
    await writer.query('set default_transaction_read_only = off')
    await writer.query('alter system reset default_transaction_read_only')
    await writer.query('select pg_reload_conf()')
    writer.release(true)
    await expect.poll(asked.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  })
})

describe('a PostgreSQL, by a client of pg', () => {
  async function client() {
    const made = new pg.Client(server.connection)
    made.on('error', ignore)
    await made.connect()
    cleanUps.push(() => {
      server.thaw()
      return made.end()
    })
    return made
  }

  test('that is up is healthy', async () => {
    expect(await watching(postgresCheck(await client(), ATTENTIVE)).look()).toMatchObject({
      status: 'healthy',
    })
  })

  test('that hangs has one question waiting for it, however often it is checked (H2) (H9)', async () => {
    const connection = await client()
    const ask = vi.spyOn(connection, 'query')
    const postgres = watching(postgresCheck(connection, { ...ATTENTIVE, timeout: 30 }))
    server.freeze()
    for (let i = 0; i < 5; i++) expect(await postgres.look()).toMatchObject(TIMED_OUT)
    expect(ask).toHaveBeenCalledTimes(1)
    server.thaw()
    await expect.poll(postgres.look, EVENTUALLY).toMatchObject({ status: 'healthy' })
  })
})

test('a standby makes the report read-only where its owner says that reading goes on without it (H28)', async () => {
  const standby = await postgresServer()
  cleanUps.push(standby.close)
  standby.becomeStandby()
  await standby.start()
  const connections = new pg.Pool(standby.connection)
  connections.on('error', ignore)
  cleanUps.unshift(() => connections.end())
  const service = createHealthService({
    checks: [
      postgresCheck(connections, { ...ATTENTIVE, readOnlyWhenDown: true }),
      postgresCheck(connections, { ...ATTENTIVE, name: 'replica', query: 'select 1' }),
    ],
    logger: QUIET,
  })
  expect(await service.checkAll()).toMatchObject({
    status: 'degraded',
    readOnly: true,
    components: {
      postgres: { status: 'degraded', error: { code: 'READ_ONLY' } },
      replica: { status: 'healthy' },
    },
  })
})

// Most of it is the start of PGlite, which takes a second on an idle machine and many on a busy one.
test('a PGlite in this process is checked as any other client is', { timeout: 90_000 }, async () => {
  const database = await PGlite.create()
  const postgres = watching(postgresCheck(database, { ...ATTENTIVE, timeout: 5000 }))
  expect(await postgres.look()).toMatchObject({ status: 'healthy' })
  await database.query('set default_transaction_read_only = on')
  expect(await postgres.look()).toMatchObject({ status: 'degraded', error: { code: 'READ_ONLY' } })
  await database.close()
  expect(await postgres.look()).toMatchObject({ status: 'unhealthy' })
})

test('what takes no SQL is refused at once', () => {
  expect(() => postgresCheck({} as PostgresClient)).toThrow('expected an object with the method query')
  expect(() => postgresCheck({ query: ignore } as never, { query: '' })).toThrow('postgresCheck query')
})
