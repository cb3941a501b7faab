import type { Redis } from 'ioredis'
import type { Check, HealthService, Queue, SqlClient } from 'react-api-status/server'
import {
  cacheCheck,
  createHealthService,
  directoryCheck,
  httpCheck,
  postgresCheck,
  queueCheck,
} from 'react-api-status/server'
import type { Breakers } from './breakers.js'
import type { Database } from './database.js'
import type { Mailer } from './mailer.js'
import type { Order } from './orders.js'

/** For each check, in milliseconds; the servers start at the same time as the API. */
const PATIENCE = { timeout: 1500, startPeriod: 5000 }

/** How old a mail may be that is not sent, in milliseconds. */
const LATE = 60_000

/** What the desk relies on. */
export interface Dependencies {
  readonly breakers: Breakers
  readonly database: Database
  /** `undefined` where the API keeps what it has read in its own memory. */
  readonly redis: Redis | undefined
  readonly mailer: Mailer
  readonly confirmations: Queue<Order, SqlClient>
  /** The origin of the other service. */
  readonly recommendations: string
  /** Where packing slips are written, and how slow the disk is told to be. */
  readonly slips: { readonly directory: string; readonly delay: () => Promise<void> }
}

/** How to find out whether it works. */
export function createOrdersHealth({
  breakers,
  database,
  redis,
  mailer,
  confirmations,
  recommendations,
  slips,
}: Dependencies): HealthService {
  const optional = { critical: false, ...PATIENCE }
  return createHealthService({
    name: 'orders',
    buildId: 'demo',
    poll: { intervalMs: 5000 },
    // What changes is on the page; who works in the terminal is not told of each outage that they made.
    logger: { info() {}, warn() {} },
    checks: [
      // Without it, what was read last can still be shown, and nothing can be saved.
      postgresCheck(database.pool, {
        name: 'database',
        breaker: breakers.database,
        readOnlyWhenDown: true,
        impact: ['orders'],
        ...PATIENCE,
      }),
      ...(redis ? [cacheCheck(redis, { ...optional, breaker: breakers.cache })] : []),
      {
        name: 'email',
        ...optional,
        breaker: breakers.email,
        impact: ['confirmations'],
        run: () => mailer.ping(),
      },
      queueCheck(confirmations, { ...optional, maxAge: LATE }),
      httpCheck(`${recommendations}/health`, {
        name: 'recommendations',
        ...optional,
        impact: ['recommendations'],
      }),
      delayed(
        directoryCheck(slips.directory, {
          name: 'attachments',
          ...optional,
          impact: ['packing slips'],
          cacheTtl: 1000,
        }),
        slips.delay,
      ),
    ],
  })
}

/** The disk itself can't be made slow: who uses it waits. */
function delayed(check: Check, delay: () => Promise<void>): Check {
  return {
    ...check,
    async run(signal, context) {
      await delay()
      return check.run(signal, context)
    },
  }
}
