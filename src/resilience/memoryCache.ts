import { wholeNumber } from './checkNumber.js'
import type { CacheEntry, ResponseCache } from './responseCache.js'

/** Options of {@link memoryCache}. */
export interface MemoryCacheOptions {
  /** So many entries are kept; then the least recently used one goes. @default 100 */
  readonly max?: number | undefined
}

/** A cache that is gone with the page or the process. */
export interface MemoryCache extends ResponseCache {
  get(key: string): CacheEntry | undefined
  set(key: string, entry: CacheEntry): void
  /** Forgets one entry, say after a change on the server. */
  delete(key: string): void
  /** Forgets everything, say when somebody logs out. */
  clear(): void
}

/** Keeps results in memory. Throws a `RangeError` where `max` is no whole number from 1. */
export function memoryCache({ max = 100 }: MemoryCacheOptions = {}): MemoryCache {
  wholeNumber('memoryCache max', max)
  /** A map is in the order of insertion: the least recently used entry is its first. */
  const entries = new Map<string, CacheEntry>()
  const put = (key: string, entry: CacheEntry) => {
    entries.delete(key)
    entries.set(key, entry)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry) put(key, entry)
      return entry
    },
    set(key, entry) {
      put(key, entry)
      if (entries.size > max) entries.delete(entries.keys().next().value!)
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}
