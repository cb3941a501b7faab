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
import type { Order, OrderDraft } from './orders.js'

/** For each check, in milliseconds; the servers start at the same time as the API. */
const PATIENCE = { timeout: 1500, startPeriod: 5000 }

/** How old a mail may be that is not sent, or an order that is not saved, in milliseconds. */
const LATE = 60_000

/** What the desk relies on. */
export interface Dependencies {
  readonly breakers: Breakers
  readonly database: Database
  /** `undefined` where the API keeps what it has read in its own memory. */
  readonly redis: Redis | undefined
  readonly mailer: Mailer
  readonly confirmations: Queue<Order, SqlClient>
  readonly waitingOrders: Queue<OrderDraft>
  /** The origin of the other service. */
  readonly recommendations: string
  /** Where packing slips are written, and how slow the disk is told to be. */
  readonly slips: { readonly directory: string; readonly delay: () => Promise<void> }
}

/** How to find out whether it works. */
export function createOrdersHealth(on: Dependencies): HealthService {
  const { breakers, redis, slips } = on
  const optional = { critical: false, ...PATIENCE }
  return createHealthService({
    name: 'orders',
    buildId: 'demo',
    poll: { intervalMs: 5000 },
    // What changes is on the page; who works in the terminal is not told of each outage that they made.
    logger: { info() {}, warn() {} },
    checks: [
      // Without it, what was read last can still be shown, and nothing can be saved.
      postgresCheck(on.database.pool, {
        name: 'database',
        breaker: breakers.database,
        readOnlyWhenDown: true,
        // Nobody is refused for one answer that came late; a breaker that opens meanwhile is believed at once.
        failuresBeforeUnhealthy: 2,
        impact: ['orders'],
        ...PATIENCE,
      }),
      ...(redis ? [cacheCheck(redis, { ...optional, breaker: breakers.cache })] : []),
      {
        name: 'email',
        ...optional,
        breaker: breakers.email,
        impact: ['confirmations'],
        run: () => on.mailer.ping(),
      },
      queueCheck(on.confirmations, { ...optional, maxAge: LATE }),
      queueCheck(on.waitingOrders, { ...optional, maxAge: LATE }),
      httpCheck(`${on.recommendations}/health`, {
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
