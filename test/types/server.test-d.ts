import { expectTypeOf } from 'vitest'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createFetchHandler, createHealthService, createNodeHandler } from '../../src/server.js'
import type { HealthService } from '../../src/server.js'

// A check may answer at once or later, with nothing, a yes or no, or a result.
const service = createHealthService({
  name: 'orders',
  checks: [
    { name: 'database', run: async () => {}, readOnlyWhenDown: true },
    { name: 'search', run: () => false, critical: false, impact: ['search'] },
    { name: 'cache', run: (signal) => ({ status: signal.aborted ? 'degraded' : 'healthy' }) },
  ],
  poll: { intervalMs: 5000 },
})
expectTypeOf(service).toEqualTypeOf<HealthService>()
expectTypeOf(createFetchHandler(service)).toExtend<(request: Request) => Promise<Response>>()
expectTypeOf(createNodeHandler(service)).toExtend<
  (request: IncomingMessage, response: ServerResponse) => void
>()

// @ts-expect-error a check has a name
service.register({ run: () => true })
// @ts-expect-error a check knows how to find out
service.register({ name: 'database' })
// @ts-expect-error a number is no verdict
service.register({ name: 'database', run: () => 200 })
// @ts-expect-error not one of the four words
service.register({ name: 'database', run: () => ({ status: 'ok' }) })
// @ts-expect-error no such option
createHealthService({ cacheTTL: 1000 })
