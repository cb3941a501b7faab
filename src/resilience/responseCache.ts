import type { Eventually } from './eventually.js'

/**
 * Where results are kept: `memoryCache()`, or anything with these two methods, at once or by promises. One that throws,
 * rejects, takes longer than a second or gives nonsense has nothing to give; it never breaks a call.
 */
export interface ResponseCache {
  get(key: string): Eventually<CacheEntry | null | undefined>
  set(key: string, entry: CacheEntry): unknown
}

/** A result, and when it came. */
export interface CacheEntry {
  readonly value: unknown
  /** Epoch milliseconds. */
  readonly storedAt: number
}
