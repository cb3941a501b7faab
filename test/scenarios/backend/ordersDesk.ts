/**
 * A back end in a process of its own: orders in PostgreSQL, read from Redis while that is down, and confirmed by e-mail.
 * The confirmation is kept in the order's own transaction. Whoever asks for it (`Prefer: respond-async`) may leave an
 * order while the database is down: it waits in a file.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { createBreaker } from '../../../src/core.js'
import {
  ageHeader,
  cacheCheck,
  connectMiddleware,
  createHealthService,
  createNodeHandler,
  createQueue,
  degradation,
  fileQueueStore,
  gracefulShutdown,
  isUnavailable,
  postgresCheck,
  redisCache,
  requireWritable,
  resilientRead,
  resilientWrite,
  sqlQueueStore,
  tcpCheck,
  withDegradation,
} from '../../../src/server.js'
import type { DegradationState, Job } from '../../../src/server.js'
import { programSettings, tellReady } from '../stage/programSettings.js'
import { tellJobsLeft } from './jobsLeft.js'
import { readJson, sendJson } from './jsonOverHttp.js'
import { mailSender } from './mailSender.js'
import type { Order } from './orderTable.js'
import { createOrderTable, keepOrder, newestOrders } from './orderTable.js'

/** What the desk goes by. */
export interface OrdersDeskSettings {
  readonly port: number
  /** As `pg` connects to it. */
  readonly database: object
  readonly redisPort: number
  readonly smtpPort: number
  /** Orders that were left while the database was down. */
  readonly leftOrders: string
}

const settings = programSettings<OrdersDeskSettings>()
const quiet = { info() {}, warn() {} }

const pool = new Pool({ ...settings.database, max: 6, connectionTimeoutMillis: 500, query_timeout: 1000 })
pool.on('error', () => {})
const redis = new Redis(settings.redisPort, '127.0.0.1', {
  connectTimeout: 500,
  commandTimeout: 300,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  retryStrategy: (attempt) => Math.min(100 * attempt, 500),
})
redis.on('error', () => {})
const sendMail = mailSender(settings.smtpPort)

const breakerOf = (name: string) =>
  createBreaker({
    name,
    resetAfter: 500,
    isFailure: (outcome) => 'error' in outcome && isUnavailable(outcome.error),
  })
const breakers = {
  database: breakerOf('database'),
  cache: breakerOf('cache'),
  email: createBreaker({ name: 'email', resetAfter: 500 }),
}

const often = { timeout: 800, retries: 0, cacheTtl: 200 } as const
const health = createHealthService({
  name: 'orders',
  retryAfter: 1000,
  startup: { tables: createTables },
  checks: [
    postgresCheck(pool, { name: 'database', ...often, readOnlyWhenDown: true, breaker: breakers.database }),
    cacheCheck(redis, { name: 'cache', ...often, critical: false, breaker: breakers.cache }),
    tcpCheck(
      { host: '127.0.0.1', port: settings.smtpPort },
      { name: 'email', ...often, critical: false, breaker: breakers.email },
    ),
  ],
  logger: quiet,
})

const confirmationStore = sqlQueueStore(pool, { pollInterval: 200, timeout: 1000 })
const confirmations = createQueue({
  name: 'confirmations',
  store: confirmationStore,
  perform: ({ key, data }: Job<{ item: string }>) => sendMail({ key, subject: data.item }),
  breaker: breakers.email,
  lease: 3000,
  logger: quiet,
})
const leftOrderStore = fileQueueStore(settings.leftOrders)
const leftOrders = createQueue<Order>({
  name: 'orders',
  store: leftOrderStore,
  perform: ({ data }) => writeOrder(data),
  breaker: breakers.database,
  logger: quiet,
})

const flagged = degradation(health, { interval: 500 })
const withFlags = connectMiddleware(flagged)
const whileWritable = connectMiddleware(flagged, requireWritable(health, { retryAfter: 1000 }))
const answerHealth = createNodeHandler(health)
const cache = redisCache(redis, { breaker: breakers.cache })

/** So that callers can tell whether something has changed from one answer to the next. */
let transitions = 0
health.onTransition(() => transitions++)

const server = createServer((request, response) => {
  response.setHeader('transitions', transitions)
  if (request.url?.startsWith('/api/health')) return answerHealth(request, response)
  if (request.url === '/jobs-left') return void tellJobsLeft(response, leftOrders, confirmations)
  const mayWait = request.headers.prefer === 'respond-async'
  const next = () => {
    const answering =
      request.method === 'GET'
        ? listOrders(request as Flagged, response)
        : takeOrder(request, response, mayWait)
    answering.catch((error: Error) =>
      sendJson(response, 503, { code: 'UNAVAILABLE', message: error.message }),
    )
  }
  if (mayWait) withFlags(request, response, next)
  else whileWritable(request, response, next)
})

/** As the middleware leaves it. */
type Flagged = IncomingMessage & DegradationState

async function listOrders(request: Flagged, response: ServerResponse): Promise<void> {
  const answer = await resilientRead({
    read: () => newestOrders(pool),
    cache,
    key: 'orders',
    maxAge: 600_000,
    defaultValue: [],
    breaker: breakers.database,
    timeout: 1500,
  })
  sendJson(
    response,
    200,
    withDegradation({ orders: answer.value, source: answer.source, readOnly: request.readOnly }, request, {
      answer,
    }),
    ageHeader(answer),
  )
}

async function takeOrder(
  request: IncomingMessage,
  response: ServerResponse,
  mayWait: boolean,
): Promise<void> {
  const order = await readJson<Order>(request)
  if (typeof order.key !== 'string') return sendJson(response, 400, { code: 'NO_KEY' })
  const outcome = await resilientWrite({
    write: () => writeOrder(order),
    idempotent: true,
    breaker: breakers.database,
    timeout: 1500,
    ...(mayWait && { queue: () => leftOrders.add(order, { key: order.key }) }),
  })
  sendJson(response, outcome.kind === 'done' ? 201 : 202, { key: order.key })
}

function writeOrder(order: Order): Promise<void> {
  return keepOrder(pool, order, (transaction) =>
    confirmations.add({ item: order.item }, { key: order.key, within: transaction }),
  )
}

/** The database may come later than this process. */
async function createTables(): Promise<void> {
  for (;;) {
    try {
      await createOrderTable(pool)
      return await confirmationStore.createTable()
    } catch {
      await delay(200)
    }
  }
}

gracefulShutdown(server, health, {
  drainMs: 300,
  onShutdown: [
    () => flagged.close(),
    () => confirmations.close(),
    () => leftOrders.close(),
    () => leftOrderStore.close(),
    () => redis.disconnect(),
    () => pool.end(),
    () => process.exit(0),
  ],
})
confirmations.start()
leftOrders.start()
server.listen(settings.port, '127.0.0.1', tellReady)
