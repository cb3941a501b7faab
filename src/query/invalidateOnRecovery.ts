import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query'
import type { Monitor } from '../monitor/monitor.js'

/** Options of {@link invalidateOnRecovery}. */
export interface InvalidateOnRecoveryOptions {
  /** Which queries. @default all; those on screen are fetched, the rest is marked stale */
  readonly filters?: InvalidateQueryFilters
  /** The recovery of a fleet is spread over so many milliseconds. @default 10000 */
  readonly spread?: number
}

/**
 * Fetches what is on screen anew after a recovery, at a moment of this client's own. Returns the undo.
 *
 * `onlineManager` is left alone on purpose: it speaks of the device, and a paused query would hide a back end in
 * trouble.
 *
 * @example
 * useEffect(() => invalidateOnRecovery(queryClient, monitor), [queryClient, monitor])
 */
export function invalidateOnRecovery(
  queryClient: Pick<QueryClient, 'invalidateQueries'>,
  monitor: Pick<Monitor, 'onRecovered'>,
  { filters, spread }: InvalidateOnRecoveryOptions = {},
): () => void {
  return monitor.onRecovered(
    () => queryClient.invalidateQueries(filters),
    spread === undefined ? {} : { spread },
  )
}
