/** Somebody who waits for the jobs of a queue. */
export interface Sleeper {
  wake(): void
}

/** By store and queue: what one object of a queue adds is another one's to do, and a store of one process tells nobody. */
const sleepers = new WeakMap<object, Map<string, Set<Sleeper>>>()

/** Hears from now on of what is added to this queue of the store in this process; returns the end of that. */
export function sleepOn(store: object, queue: string, sleeper: Sleeper): () => void {
  const ofStore = sleepers.get(store) ?? new Map<string, Set<Sleeper>>()
  const ofQueue = ofStore.get(queue) ?? new Set()
  sleepers.set(store, ofStore.set(queue, ofQueue.add(sleeper)))
  return () => {
    ofQueue.delete(sleeper)
  }
}

/** Something may be due. */
export function wakeAll(store: object, queue: string): void {
  for (const sleeper of sleepers.get(store)?.get(queue) ?? []) sleeper.wake()
}
