import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, vi } from 'vitest'
import { randomUuid } from '../../../src/time/uuid.js'
import { describeStore } from '../../resilience/sharing/storeContract.js'
import { EVENTUALLY, QUIET } from '../engines/checkOnEngine.js'
import type { RedisServer } from '../engines/redisServer.js'
import { redisServer } from '../engines/redisServer.js'
import type { Connections } from './fleetOnRedis.js'
import { CLIENTS, storeOn } from './fleetOnRedis.js'

let redis: RedisServer
beforeAll(async () => {
  redis = await redisServer()
  await redis.start()
})
afterAll(() => redis.close())

for (const kind of CLIENTS)
  describeStore(`on a client of ${kind}`, async () => {
    const prefix = `${randomUuid()}:`
    const open: Connections[] = []
    const aStore = async () => {
      const { store, connections } = await storeOn(redis.port, kind, QUIET, { prefix })
      open.push(connections)
      return store
    }
    // No test has more that take part.
    const stores = await Promise.all([aStore(), aStore(), aStore()])
    let used = 0
    return {
      store: () => stores[used++]!,
      until: (holds) => vi.waitFor(holds, { ...EVENTUALLY, interval: 5 }),
      pass: (ms) => setTimeout(ms),
      async end() {
        for (const connections of open) connections.end()
      },
    }
  })
