import { withDeadline } from '../time/deadline.js'
import type { CallOutcome } from './callOutcome.js'
import type { Eventually } from './eventually.js'
import { isPromiseLike } from './eventually.js'
import type { Answer, FallbackCall } from './fallbackStrategy.js'
import type { CacheEntry, ResponseCache } from './responseCache.js'

/** How long a cache may take, in milliseconds. IndexedDB is known to hang. */
const PATIENCE = 1000

/** What `cache` has for `call`, if it is at most `maxAge` milliseconds old. Neither throws nor rejects. */
export function findKept(
  cache: ResponseCache,
  maxAge: number,
  call: FallbackCall,
): Eventually<Answer<never> | undefined> {
  try {
    const found = cache.get(call.key)
    return isPromiseLike(found) ? findLater(found, maxAge, call) : usable(found, maxAge, call)
  } catch {
    return undefined
  }
}

/** Keeps the result of `call`, if it has one. Neither throws nor waits. */
export function keep(cache: ResponseCache, outcome: CallOutcome | undefined, call: FallbackCall): void {
  if (!outcome || 'error' in outcome) return
  try {
    const kept = cache.set(call.key, { value: outcome.result, storedAt: call.clock.wallNow() })
    Promise.resolve(kept).catch(() => {})
  } catch {
    // A cache that is full or broken has one entry less.
  }
}

async function findLater(
  pending: PromiseLike<CacheEntry | null | undefined>,
  maxAge: number,
  call: FallbackCall,
): Promise<Answer<never> | undefined> {
  try {
    const { clock, signal } = call
    const found = await withDeadline({ clock, timeoutMs: PATIENCE, signal }, () => pending)
    return usable(found, maxAge, call)
  } catch {
    return undefined
  }
}

/** Throws where what was found is no object. */
function usable(
  found: CacheEntry | null | undefined,
  maxAge: number,
  call: FallbackCall,
): Answer<never> | undefined {
  if (!found || !('value' in found)) return undefined
  // By the wall clock, because entries may survive a reload. It may have been set back since: an entry of the future
  // is as uncertain as it is far from now, and must not be fresh for ever.
  const isUsable = Math.abs(call.clock.wallNow() - found.storedAt) <= maxAge
  // Of the type that the calls of the policy have anyway: it came from one of them.
  return isUsable ? { value: found.value as never } : undefined
}
