import { FakeClock } from '../../../src/testing/fakeClock.js'
import { describeStore } from '../../resilience/sharing/storeContract.js'
import { RedisInMemory } from './redisInMemory.js'
import { storeInMemory } from './storeInMemory.js'

/** By the clock of the store, in milliseconds. */
const PATIENCE_MS = 20_000
const STEP_MS = 5

describeStore('on a Redis in memory', async () => {
  const clock = new FakeClock()
  const redis = new RedisInMemory(clock)
  // No test has more that take part.
  const stores = await Promise.all([1, 2, 3].map(() => storeInMemory(redis, clock)))
  let used = 0
  return {
    store: () => stores[used++]!,
    async until(holds) {
      for (let waitedMs = 0; ; waitedMs += STEP_MS) {
        try {
          return await holds()
        } catch (error) {
          if (waitedMs >= PATIENCE_MS) throw error
          await clock.advance(STEP_MS)
        }
      }
    },
    pass: (ms) => clock.advance(ms),
    async end() {},
  }
})
