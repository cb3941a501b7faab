import type { Clock } from '../../../time/clock.js'
import { systemClock } from '../../../time/clock.js'
import type { QueueStore } from '../queueStore.js'
import { bookStore } from './bookStore.js'
import { JobBook } from './jobBook.js'
import type { StoreLimits } from './storeLimits.js'
import { expectLimits } from './storeLimits.js'

/** Options of {@link memoryQueueStore}. */
export interface MemoryQueueStoreOptions extends StoreLimits {
  /** @default the platform's */
  readonly clock?: Clock
}

/**
 * Keeps jobs in memory: for tests, and for work that may be lost with the process. Throws a TypeError when an option is
 * malformed.
 */
export function memoryQueueStore(options: MemoryQueueStoreOptions = {}): QueueStore {
  const { clock = systemClock, ...given } = options
  const book = new JobBook(clock, expectLimits('memoryQueueStore', given))
  return bookStore(async () => ({ book, keep: async () => {}, close: async () => {} }))
}
