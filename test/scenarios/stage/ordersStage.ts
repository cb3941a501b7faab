import { join } from 'node:path'
import { Client } from 'pg'
import { waitForHealthy } from '../../../src/core.js'
import { freePort } from '../../server/engines/engineProcess.js'
import type { PostgresServer } from '../../server/engines/postgresServer.js'
import { postgresServer } from '../../server/engines/postgresServer.js'
import type { RedisServer } from '../../server/engines/redisServer.js'
import { redisServer } from '../../server/engines/redisServer.js'
import { temporaryFolder } from '../../server/engines/temporaryFolder.js'
import type { OrdersDeskSettings } from '../backend/ordersDesk.js'
import type { MailServer } from '../mail/mailbox.js'
import { mailServer } from '../mail/mailbox.js'
import type { BundledProcess } from './bundledProcess.js'
import { bundled } from './bundledProcess.js'
import { jobsLeft } from './jobsLeft.js'

/** The orders desk and all that it stands on, each in processes of their own. Nothing is started yet. */
export interface OrdersStage {
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  readonly mail: MailServer
  readonly desk: BundledProcess
  /** Where the desk listens. */
  readonly origin: string
  /** Resolves when all of it works. */
  startAll(): Promise<void>
  /** How many jobs the desk has not done, those that were given up among them; what it said where it can't tell. */
  jobsLeft(): Promise<number | string>
  /** Keys of the orders in the database, sorted. */
  keptOrders(): Promise<string[]>
  /** Ends everything. */
  close(): Promise<void>
}

export async function ordersStage(): Promise<OrdersStage> {
  const folder = temporaryFolder('orders')
  const [postgres, redis, mail, program, port] = [
    await postgresServer(),
    await redisServer(),
    await mailServer(),
    await bundled('backend/ordersDesk.ts'),
    await freePort(),
  ]
  const settings: OrdersDeskSettings = {
    port,
    database: postgres.connection,
    redisPort: redis.port,
    smtpPort: mail.port,
    leftOrders: join(folder.path, 'orders.queue'),
  }
  const desk = program(settings)
  const origin = `http://127.0.0.1:${port}`
  return {
    ...{ postgres, redis, mail, desk, origin },
    async startAll() {
      await Promise.all([postgres.start(), redis.start(), mail.start()])
      await desk.start()
      await waitForHealthy(`${origin}/api/health`, {
        interval: 100,
        isReady: ({ status }) => status === 'healthy',
      })
    },
    jobsLeft: () => jobsLeft(`${origin}/jobs-left`),
    async keptOrders() {
      const client = new Client(postgres.connection)
      await client.connect()
      try {
        return (await client.query<{ key: string }>('select key from orders')).rows
          .map(({ key }) => key)
          .toSorted()
      } finally {
        await client.end()
      }
    },
    async close() {
      await desk.kill()
      await Promise.all([postgres.close(), redis.close(), mail.close()])
      folder.remove()
    },
  }
}
