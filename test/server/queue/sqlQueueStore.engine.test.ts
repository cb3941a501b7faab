import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { NewJob, SqlClient } from '../../../src/server.js'
import { createQueue, sqlQueueStore, sqlQueueTable } from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { PostgresServer } from '../engines/postgresServer.js'
import { postgresServer } from '../engines/postgresServer.js'
import { newJob } from './newJob.js'
import type { Step } from './sqlWorkers.js'
import { sqlWorkers } from './sqlWorkers.js'
import { describeStore } from './storeContract.js'

let server: PostgresServer
const cleanUps: (() => unknown)[] = []
beforeAll(async () => {
  server = await postgresServer()
  await server.start()
  await sqlQueueStore(pool()).createTable()
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})
afterAll(() => server.close())

function pool(options: pg.PoolConfig = {}) {
  const made = new pg.Pool({ ...server.connection, ...options })
  // What becomes of idle connections is told to nobody else; without a listener it ends the process.
  made.on('error', () => {})
  cleanUps.push(() => {
    server.thaw()
    return made.end()
  })
  return made
}

let queues = 0
function newQueue() {
  const queue = `queue-${++queues}`
  const job = (more: Partial<NewJob> = {}) => newJob({ queue, key: 'a', ...more })
  return { queue, job, ask: { queue, limit: 10, leaseMs: 60_000 } }
}

/** The table's time goes on; the server's own stands where it is. */
async function age(client: SqlClient, ms: number) {
  await client.query(
    `update queued_jobs set due_at = due_at - $1 * interval '1 ms',
      added_at = added_at - $1 * interval '1 ms', ended_at = ended_at - $1 * interval '1 ms'`,
    [ms],
  )
}

describeStore('sqlQueueStore on PostgreSQL, by a pool of pg', async () => {
  const connections = pool()
  return { store: sqlQueueStore(connections), pass: (ms) => age(connections, ms) }
})

let lite: PGlite
beforeAll(async () => {
  lite = await PGlite.create()
  await sqlQueueStore(lite).createTable()
}, 60_000)
afterAll(() => lite.close())

describeStore('sqlQueueStore on PGlite', async () => ({
  store: sqlQueueStore(lite),
  pass: (ms) => age(lite, ms),
}))

describe('the table', () => {
  test('is made once by many that make it at the same time', async () => {
    const connections = pool({ max: 10 })
    const store = sqlQueueStore(connections, { table: 'made_at_once' })
    await Promise.all(Array.from({ length: 10 }, () => store.createTable()))
    const { job, ask } = newQueue()
    await store.add(job())
    await store.createTable()
    expect(await store.claim(ask)).toHaveLength(1)
  })

  test('may stand in a schema, and need not be made by a role that may make none', async () => {
    const connections = pool()
    await connections.query(`create schema work; create role servant login password 'only-for-tests'`)
    await connections.query(sqlQueueTable('work.jobs'))
    await connections.query(`grant usage on schema work to servant;
      grant select, insert, update, delete on work.jobs to servant`)
    const store = sqlQueueStore(pool({ user: 'servant' }), { table: 'work.jobs' })
    await store.createTable()
    const { job, ask } = newQueue()
    await store.add(job())
    const [claimed] = await store.claim(ask)
    expect(await store.complete(claimed!)).toBe(true)
  })

  test('has a plain name', () => {
    for (const table of ['', 'a b', 'a"b', 'a.b.c', '1a', 'x'.repeat(41)]) {
      expect(() => sqlQueueTable(table)).toThrow(/queue table: expected a name/)
      expect(() => sqlQueueStore(lite, { table })).toThrow(TypeError)
    }
  })
})

describe('a job that is added within a transaction', () => {
  test('is there when that is committed, and not before', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { job, ask } = newQueue()
    const transaction = await connections.connect()
    await transaction.query('begin')
    await store.add(job(), transaction)
    expect(await store.claim(ask)).toEqual([])
    await transaction.query('commit')
    transaction.release()
    expect(await store.claim(ask)).toMatchObject([{ key: 'a' }])
  })

  test('is not there when that is rolled back', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { job, ask } = newQueue()
    const transaction = await connections.connect()
    await transaction.query('begin')
    await store.add(job(), transaction)
    await transaction.query('rollback')
    transaction.release()
    expect(await store.claim(ask)).toEqual([])
    expect(await store.add(job())).toMatchObject({ isNew: true })
  })

  test('is kept or not together with the rest on PGlite as well', async () => {
    const { queue, ask } = newQueue()
    const store = sqlQueueStore(lite)
    const emails = createQueue<string, SqlClient>({ name: queue, store })
    await lite.transaction((within) => emails.add('kept', { key: 'kept', within }))
    const failed = lite.transaction(async (within) => {
      await emails.add('lost', { key: 'lost', within })
      throw new Error('The order was not taken.')
    })
    await expect(failed).rejects.toThrow('The order was not taken.')
    expect(await store.claim(ask)).toMatchObject([{ key: 'kept' }])
  })

  test('of a key that another one is adding waits for that, and is the same job', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { job } = newQueue()
    const transaction = await connections.connect()
    await transaction.query('begin')
    const { id } = await store.add(job(), transaction)
    const second = store.add(job())
    const waiting =
      "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into%'"
    await expect.poll(async () => (await connections.query(waiting)).rowCount, EVENTUALLY).toBe(1)
    await transaction.query('commit')
    transaction.release()
    expect(await second).toMatchObject({ id, isNew: false })
  })

  test('and comes before one of its order that is being done waits until that is done', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { job, ask } = newQueue()
    const transaction = await connections.connect()
    await transaction.query('begin')
    await store.add(job({ key: 'earlier', orderBy: 'x' }), transaction)
    await store.add(job({ key: 'later', orderBy: 'x' }))
    const [later] = await store.claim(ask)
    expect(later).toMatchObject({ key: 'later' })
    await transaction.query('commit')
    transaction.release()
    expect(await store.claim(ask)).toEqual([])
    await store.complete(later!)
    expect(await store.claim(ask)).toMatchObject([{ key: 'earlier' }])
  })
})

test('a claim passes over a job that somebody else is taking, and waits for nobody', async () => {
  const connections = pool()
  const store = sqlQueueStore(connections)
  const { queue, job, ask } = newQueue()
  await store.add(job({ key: 'taken' }))
  await store.add(job({ key: 'next' }))
  const other = await connections.connect()
  await other.query('begin')
  await other.query("select from queued_jobs where queue = $1 and key = 'taken' for update", [queue])
  expect(await store.claim({ ...ask, limit: 1 })).toMatchObject([{ key: 'next' }])
  await other.query('rollback')
  other.release()
  expect(await store.claim(ask)).toMatchObject([{ key: 'taken' }])
})

describe('a server in trouble', () => {
  const TIMEOUT = 400

  test('that hangs fails each call in time, costs the pool no connection, and loses nothing', async () => {
    const connections = pool({ max: 4 })
    const store = sqlQueueStore(connections, { timeout: TIMEOUT })
    const { queue, job, ask } = newQueue()
    await store.add(job())
    await store.add(job({ key: 'b' }))
    const [claimed] = await store.claim({ ...ask, limit: 1 })
    server.freeze()
    const startedAt = performance.now()
    const calls = [
      store.add(job({ key: 'c' })),
      store.claim(ask),
      store.renew(claimed!, 1000),
      store.complete(claimed!),
      store.counts(queue),
      store.dueIn(queue),
    ]
    const outcomes = await Promise.allSettled(calls)
    expect(performance.now() - startedAt).toBeLessThan(3 * TIMEOUT)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TimeoutError' } })
    }
    server.thaw()
    await expect
      .poll(
        () =>
          store.complete(claimed!).then(
            () => 'answered',
            () => 'not yet',
          ),
        EVENTUALLY,
      )
      .toBe('answered')
    // What was on its way when it hung is not known to have been done: a lease that nobody has is over in time.
    await age(connections, 60_000)
    await store.add(job({ key: 'c' }))
    expect((await store.claim(ask)).map(({ key }) => key).toSorted()).toEqual(['b', 'c'])
    expect(connections.totalCount).toBeLessThanOrEqual(4)
  })

  test('that is killed fails the calls, and has kept the jobs when it is back', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { job, ask } = newQueue()
    await store.add(job())
    await server.kill()
    await expect(store.claim(ask)).rejects.toThrow(/terminat|ECONN/)
    await expect(store.add(job({ key: 'b' }))).rejects.toThrow(/terminat|ECONN/)
    await server.start()
    await expect.poll(() => store.claim(ask).catch(() => []), EVENTUALLY).toMatchObject([{ key: 'a' }])
  })

  test('is asked again by the queue until it is back, and the jobs are done then', async () => {
    const store = sqlQueueStore(pool(), { timeout: TIMEOUT, pollInterval: 50 })
    const { queue } = newQueue()
    const done: string[] = []
    const emails = createQueue<string>({
      name: queue,
      store,
      perform: ({ key }) => done.push(key),
      logger: QUIET,
    })
    await emails.add('now', { key: 'before' })
    cleanUps.push(() => emails.close({ patience: 0 }))
    await server.kill()
    emails.start()
    await server.start()
    await expect.poll(() => done, EVENTUALLY).toEqual(['before'])
  })
})

describe('with very many jobs', () => {
  /** How many pages of tables and indexes a call touches. */
  async function pagesOf(connections: pg.Pool, call: (client: SqlClient) => Promise<unknown>) {
    let pages = 0
    await call({
      async query(text, values) {
        const { rows } = await connections.query(`explain (analyze, buffers, format json) ${text}`, values)
        const { Plan } = (rows[0] as { 'QUERY PLAN': [{ Plan: Record<string, number> }] })['QUERY PLAN'][0]
        pages += (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0)
        return { rows: [] }
      },
    })
    return pages
  }

  test.each([
    ['in no order', 'null'],
    ['in 5000 orders', `'order ' || i % 5000`],
    ['all in one order', `'the one'`],
  ])('of 100 000 %s a claim touches few pages', async (_, order) => {
    const connections = pool()
    const { queue, ask } = newQueue()
    await connections.query(
      `insert into queued_jobs (queue, key, order_by, data, digest, due_at)
       select $1, i, ${order}, '{}', 'of {}', now() + i * interval '1 us' - interval '1 h' from generate_series(1, 100000) as i`,
      [queue],
    )
    const look = async () => {
      // A claim that finds nothing lets 200 step back, which are written.
      expect(await pagesOf(connections, (client) => sqlQueueStore(client).claim(ask))).toBeLessThan(10_000)
      expect(await pagesOf(connections, (client) => sqlQueueStore(client).dueIn(queue))).toBeLessThan(100)
    }
    await look()
    await connections.query('analyze queued_jobs')
    await look()
    await look()
    await connections.query('delete from queued_jobs where queue = $1', [queue])
  })

  test('of 20 000 that wait behind 1000 that are delayed, a claim and a look ahead touch few pages, without a vacuum', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections)
    const { queue, ask } = newQueue()
    await connections.query(
      `insert into queued_jobs (queue, key, order_by, data, digest, due_at)
       select $1, i, 'order ' || i % 1000, '{}', 'of {}', now() + (i <= 1000)::integer * interval '1 h'
       from generate_series(1, 21000) as i`,
      [queue],
    )
    // Each claim lets some more step back, until those that are left are due later.
    while ((await store.dueIn(queue)) === 0) expect(await store.claim(ask)).toEqual([])
    expect(await store.counts(queue)).toMatchObject({ waiting: 20_000, delayed: 1000 })
    // The first look passes over what has moved in the index, and marks it.
    await store.claim(ask)
    expect(await pagesOf(connections, (client) => sqlQueueStore(client).claim(ask))).toBeLessThan(1000)
    expect(await pagesOf(connections, (client) => sqlQueueStore(client).dueIn(queue))).toBeLessThan(1000)
    await connections.query('delete from queued_jobs where queue = $1', [queue])
  })

  test('forgets the keys of those that were done long ago, a few with each that is done', async () => {
    const connections = pool()
    const store = sqlQueueStore(connections, { keepKeys: 3_600_000 })
    const { queue, job, ask } = newQueue()
    const doOne = async (key: string) => {
      await store.add(job({ key }))
      const [claimed] = await store.claim(ask)
      await store.complete(claimed!)
    }
    for (const key of ['a', 'b', 'c']) await doOne(key)
    const known = async () =>
      (await connections.query('select key from queued_jobs where queue = $1 order by id', [queue])).rows.map(
        (row: { key: string }) => row.key,
      )
    await age(connections, 3_500_000)
    await doOne('d')
    expect(await known()).toEqual(['a', 'b', 'c', 'd'])
    await age(connections, 200_000)
    await doOne('e')
    expect(await known()).toEqual(['c', 'd', 'e'])
    expect(await store.add(job({ key: 'd' }))).toMatchObject({ isNew: false })
    expect(await store.add(job({ key: 'a' }))).toMatchObject({ isNew: true })
  })
})

test('of four processes, some of which are killed, each job is done, once by its key, and in order', async () => {
  const connections = pool()
  await connections.query(
    'create table effects (id bigint generated always as identity, key text unique, "order" text, step integer)',
  )
  const queue = createQueue<Step, SqlClient>({ name: 'steps', store: sqlQueueStore(connections) })
  const workers = sqlWorkers(4, server.connection)
  cleanUps.push(() => workers.close())
  const ORDERS = 20
  const STEPS = 40
  const adding = (async () => {
    for (let step = 0; step < STEPS; step++) {
      for (let i = 0; i < ORDERS; i++) {
        await queue.add({ order: `order ${i}`, step }, { key: `${i}-${step}`, orderBy: `order ${i}` })
      }
    }
  })()
  for (const index of [0, 1, 2, 3, 1]) {
    await workers.hasDone(index, 15)
    await workers.replace(index)
  }
  await adding
  await expect
    .poll(() => queue.counts(), EVENTUALLY)
    .toEqual({
      waiting: 0,
      delayed: 0,
      active: 0,
      dead: 0,
      oldestMs: 0,
    })
  const { rows } = await connections.query<Step>('select "order", step from effects order by id')
  expect(rows).toHaveLength(ORDERS * STEPS)
  const stepsOf = (order: string) => rows.filter((row) => row.order === order).map(({ step }) => step)
  const inOrder = Array.from({ length: STEPS }, (_, step) => step)
  for (let i = 0; i < ORDERS; i++) expect(stepsOf(`order ${i}`)).toEqual(inOrder)
}, 90_000)

test('a job stays claimable when the one ahead is completed on an older snapshot (repeatable read)', async () => {
  const { job, ask } = newQueue()
  const connections = pool({ options: String.raw`-c default_transaction_isolation=repeatable\ read` })
  const store = sqlQueueStore(connections)
  await store.add(job({ key: 'a', orderBy: 'o' }))
  await store.add(job({ key: 'b', orderBy: 'o' }))
  const [first] = await store.claim(ask)
  const transaction = await connections.connect()
  try {
    await transaction.query('begin')
    await transaction.query('select count(*) from queued_jobs')
    expect(await store.claim(ask)).toEqual([])
    expect(await sqlQueueStore(transaction).complete(first!)).toBe(true)
    await transaction.query('commit')
  } finally {
    transaction.release()
  }
  expect((await store.claim(ask)).map(({ key }) => key)).toEqual(['b'])
})
