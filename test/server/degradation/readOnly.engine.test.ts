import { createServer } from 'node:http'
import express from 'express'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { consecutiveFailures, createBreaker } from '../../../src/core.js'
import {
  connectMiddleware,
  createHealthService,
  createNodeHandler,
  degradation,
  isUnavailable,
  requireWritable,
} from '../../../src/server.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { PostgresServer } from '../engines/postgresServer.js'
import { postgresServer } from '../engines/postgresServer.js'
import { listening } from '../frameworks/framework.js'

let server: PostgresServer
const cleanUps: (() => unknown)[] = []
beforeAll(async () => {
  server = await postgresServer()
  await server.start()
  await askDatabase('create table orders (id integer primary key)')
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})
afterAll(() => server.close())

/** By hand, whatever the server does with its users. */
async function askDatabase(text: string): Promise<void> {
  const client = new pg.Client({ ...server.connection, options: '-c default_transaction_read_only=off' })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** An app of orders whose check reads and whose breaker stands around the writes. */
async function orders() {
  // A connection for each query: what the server makes of new ones is seen at once.
  const pool = new pg.Pool({ ...server.connection, maxUses: 1, connectionTimeoutMillis: 1000 })
  pool.on('error', () => {})
  const writes = createBreaker({
    tripAfter: consecutiveFailures(2),
    // Long enough to look at it while it is open, on a busy machine too.
    resetAfter: 2000,
    isFailure: (call) => 'error' in call && isUnavailable(call.error),
  })
  const health = createHealthService({
    logger: QUIET,
    retries: 0,
    cacheTtl: 100,
    checks: [
      {
        name: 'database',
        readOnlyWhenDown: true,
        breaker: writes,
        run: async () => void (await pool.query('select count(*) from orders')),
      },
    ],
  })
  const degraded = degradation(health, { interval: 200 })

  const app = express()
  app.use('/api/health', createNodeHandler(health))
  app.use(connectMiddleware(degraded, requireWritable(health)))
  app.get('/orders', async (_, response) => {
    const { rows } = await pool.query('select id from orders')
    response.json(rows)
  })
  app.post('/orders/:id', (request, response) =>
    writes
      .execute(() => pool.query('insert into orders values ($1)', [request.params.id]))
      .then(
        () => void response.status(201).end(),
        (error: { code?: string }) => void response.status(error.code === '23505' ? 409 : 500).end(),
      ),
  )
  const { port, stop } = await listening(createServer(app))
  cleanUps.push(
    () => pool.end(),
    degraded.close,
    () => health.close(),
    stop,
  )

  const origin = `http://127.0.0.1:${port}`
  return {
    write: async (id: number) => (await fetch(`${origin}/orders/${id}`, { method: 'POST' })).status,
    read: () => fetch(`${origin}/orders`),
    report: async () => (await fetch(`${origin}/api/health`)).json() as Promise<unknown>,
  }
}

describe('an app on a PostgreSQL', () => {
  test('that takes no writes refuses them by itself, reads on, and writes again when that is over', async () => {
    const { write, read, report } = await orders()
    expect(await write(1)).toBe(201)

    await askDatabase('alter role health set default_transaction_read_only = on')
    await expect.poll(() => write(2), EVENTUALLY).toBe(503)
    expect(await report()).toMatchObject({ status: 'degraded', ready: false, readOnly: true })
    const whileReadOnly = await read()
    expect(await whileReadOnly.json()).toEqual([{ id: 1 }])
    expect(whileReadOnly.headers.get('degraded-services')).toBe('"database"')

    await askDatabase('alter role health set default_transaction_read_only = off')
    await expect.poll(() => write(3), EVENTUALLY).toBe(201)
    expect(await report()).toMatchObject({ status: 'healthy', ready: true, readOnly: false })
    const afterwards = await read()
    expect(afterwards.headers.has('degraded-services')).toBe(false)
    expect(await afterwards.json()).toEqual([{ id: 1 }, { id: 3 }])
  })

  test('is not read-only because of orders that are there already', async () => {
    const { write, report } = await orders()
    await write(10)
    for (let times = 0; times < 5; times++) expect(await write(10)).toBe(409)
    expect(await report()).toMatchObject({ status: 'healthy', readOnly: false })
  })

  test('that is killed and comes back refuses writes meanwhile, and takes them again by itself', async () => {
    const { write, report } = await orders()
    await server.kill()
    await expect.poll(() => write(20), EVENTUALLY).toBe(503)
    expect(await report()).toMatchObject({ ready: false, readOnly: true })
    await server.start()
    await expect.poll(() => write(21), EVENTUALLY).toBe(201)
    expect(await report()).toMatchObject({ status: 'healthy', ready: true, readOnly: false })
  })
})
