import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import type { BreakerStore } from './breakerStore.js'
import { MemoryFleet } from './memoryFleet.js'

/** Options of {@link memoryBreakerStore}. */
export interface MemoryBreakerStoreOptions {
  /** @default the system's */
  readonly clock?: Clock | undefined
}

/**
 * Where breakers of one process share their state: for several parts of an app before the same back end, and for tests.
 * It is never lost. What all of a name have agreed upon is kept while they are open, or any of them takes part.
 */
export function memoryBreakerStore({ clock = systemClock }: MemoryBreakerStoreOptions = {}): BreakerStore {
  const fleets = new Map<string, MemoryFleet>()
  return {
    join(name, quorum, member) {
      let fleet = fleets.get(name)
      if (!fleet) fleets.set(name, (fleet = new MemoryFleet(clock, () => fleets.delete(name))))
      return fleet.join(quorum, member)
    },
  }
}
