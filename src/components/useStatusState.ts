'use client'

import { useSyncExternalStore } from 'react'
import type { Cause, Headline } from '../health/headline.js'
import { useMonitor } from '../react/useMonitor.js'

/** The state that a widget's root carries, as attributes and as the second argument of `render`. */
export interface StatusState {
  readonly status: Headline
  readonly cause: Cause | null
  /** What is shown rests on an old report. */
  readonly isStale: boolean
  /** Where it came from: this tab's probe, another tab's, storage, or nowhere yet. */
  readonly source: 'live' | 'shared' | 'restored' | 'none'
}

/** The state at hand, the same object until there is news. A poll that brings none renders nothing. */
export function useStatusState(): StatusState {
  const { store } = useMonitor()
  return useSyncExternalStore(
    store.subscribe,
    () => store.getState().snapshot,
    () => store.getInitialState().snapshot,
  )
}
