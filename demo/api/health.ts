import type { HealthService } from 'react-api-status/server'
import { createHealthService } from 'react-api-status/server'
import type { OrderBook } from './orders.js'
import type { PackingSlips } from './packingSlips.js'
import type { Recommendations } from './recommendations.js'

/** What the desk relies on, and how to find out whether it works. */
export function createOrdersHealth(
  orders: OrderBook,
  recommendations: Recommendations,
  slips: PackingSlips,
): HealthService {
  return createHealthService({
    name: 'orders',
    buildId: 'demo',
    poll: { intervalMs: 5000 },
    checks: [
      // Without it, what was read last can still be shown, and nothing can be saved.
      {
        name: 'database',
        run: () => orders.ping(),
        readOnlyWhenDown: true,
        impact: ['orders'],
        timeout: 1500,
      },
      {
        name: 'recommendations',
        run: (signal) => recommendations.ping(signal),
        critical: false,
        impact: ['recommendations'],
        timeout: 1500,
      },
      {
        name: 'attachments',
        run: (signal) => slips.probe(signal),
        critical: false,
        impact: ['packing slips'],
        timeout: 1500,
      },
    ],
  })
}
