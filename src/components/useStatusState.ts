'use client'

import type { Cause, Headline } from '../health/headline.js'
import { useApiStatus } from '../react/useApiStatus.js'

/** The state that a widget's root carries, as attributes and as the second argument of `render`. */
export interface StatusState {
  readonly status: Headline
  readonly cause: Cause | null
  /** What is shown rests on an old report. */
  readonly isStale: boolean
  /** Where it came from: this tab's probe, another tab's, storage, or nowhere yet. */
  readonly source: 'live' | 'shared' | 'restored' | 'none'
}

/** The state at hand. A poll that changes nothing in it renders nothing. */
export function useStatusState(): StatusState {
  return {
    status: useApiStatus((api) => api.status),
    cause: useApiStatus((api) => api.cause),
    isStale: useApiStatus((api) => api.isStale),
    source: useApiStatus((api) => api.source),
  }
}
