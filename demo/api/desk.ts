import { mkdir } from 'node:fs/promises'
import { memoryCache } from 'react-api-status/core'
import type { AddedJob, HealthService, ReadAnswer, WriteAnswer } from 'react-api-status/server'
import {
  fileQueueStore,
  redisCache,
  resilientRead,
  resilientWrite,
  sqlQueueStore,
} from 'react-api-status/server'
import type { Settings } from '../settings.js'
import { attachmentsDirectory, origin, waitingOrdersFile } from '../settings.js'
import type { Breakers } from './breakers.js'
import { createBreakers } from './breakers.js'
import { confirmationKey, createConfirmations } from './confirmations.js'
import { Database } from './database.js'
import type { GivingUp } from './deadLetters.js'
import { createOrdersHealth } from './health.js'
import { Mailer } from './mailer.js'
import type { Order, OrderDraft } from './orders.js'
import { OrderBook } from './orders.js'
import { PackingSlips } from './packingSlips.js'
import { Recommendations } from './recommendations.js'
import { connectToRedis } from './redis.js'
import { CREATE_TABLES } from './tables.js'
import { createWaitingOrders } from './waitingOrders.js'

/** In milliseconds: as old as the list may be that stands in for the database's. */
const DAY = 86_400_000

/** Everything behind the API's routes. */
export interface Desk {
  /** From the database; while that is down, what was read last. */
  readonly readOrders: () => Promise<ReadAnswer<readonly Order[]>>
  /**
   * Saves an order and its confirmation, both or neither, once for each key. While there is no database the order is
   * queued, if it may wait.
   */
  readonly takeOrder: (
    key: string,
    draft: OrderDraft,
    mayWait: boolean,
  ) => Promise<WriteAnswer<Order, AddedJob>>
  readonly recommendations: Recommendations
  readonly slips: PackingSlips
  readonly breakers: Breakers
  /** What is given up in there is for somebody to see to. */
  readonly queues: readonly GivingUp[]
  readonly health: HealthService
}

/** @param diskDelay Takes as long as the disk is told to be slow. */
export async function openDesk(settings: Settings, diskDelay: () => Promise<void>): Promise<Desk> {
  const breakers = createBreakers()
  const database = new Database(settings.databaseUrl, async (pool) => {
    await pool.query(CREATE_TABLES)
    await mails.createTable()
  })
  const mails = sqlQueueStore(database.pool, { table: 'mails' })
  const orders = new OrderBook(database)
  const mailer = new Mailer(settings.smtpUrl)
  const confirmations = createConfirmations({ store: mails, orders, mailer, breaker: breakers.email })
  const createOrder = (key: string, draft: OrderDraft) =>
    orders.create(key, draft, (order, within) =>
      confirmations.add(order, { key: confirmationKey(order), within }),
    )

  await mkdir(settings.dataDirectory, { recursive: true })
  const waitingOrders = createWaitingOrders({
    store: fileQueueStore(waitingOrdersFile(settings)),
    create: createOrder,
    breaker: breakers.database,
  })
  waitingOrders.start()

  const slips = { directory: attachmentsDirectory(settings), delay: diskDelay }
  const recommendations = origin(settings, 'recommendations')
  const redis = settings.redisUrl === undefined ? undefined : connectToRedis(settings.redisUrl)
  const cache = redis
    ? redisCache(redis, { prefix: 'orders-desk:', ttl: DAY, breaker: breakers.cache })
    : memoryCache()
  const health = createOrdersHealth({
    breakers,
    database,
    redis,
    mailer,
    confirmations,
    waitingOrders,
    recommendations,
    slips,
  })
  void database.whenPrepared().then(() => {
    confirmations.start()
    // The first runs of what needs the tables may have come too early.
    for (const name of ['database', 'confirmations']) void health.check(name, { force: true })
  })

  return {
    readOrders: () =>
      resilientRead({
        read: () => orders.newest(),
        cache,
        key: 'newest orders',
        maxAge: DAY,
        breaker: breakers.database,
      }),
    takeOrder: (key, draft, mayWait) =>
      resilientWrite<Order, AddedJob>({
        write: () => createOrder(key, draft),
        idempotent: true,
        breaker: breakers.database,
        timeout: 3000,
        ...(mayWait && { queue: () => waitingOrders.add(draft, { key }) }),
      }),
    recommendations: new Recommendations(recommendations),
    slips: new PackingSlips(slips.directory, slips.delay),
    breakers,
    queues: [confirmations, waitingOrders],
    health,
  }
}
