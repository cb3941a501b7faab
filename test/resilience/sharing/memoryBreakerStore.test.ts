import { memoryBreakerStore } from '../../../src/resilience/sharing/memoryBreakerStore.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { describeStore } from './storeContract.js'

describeStore('in memory', () => {
  const clock = new FakeClock()
  const store = memoryBreakerStore({ clock })
  return {
    store: () => store,
    until: async (holds) => {
      await clock.advance(0)
      await holds()
    },
    pass: (ms) => clock.advance(ms),
    end: async () => {},
  }
})
