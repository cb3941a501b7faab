'use client'

import { useStore } from 'zustand'
import type { ApiStatus } from './apiStatus.js'
import { apiStatusOf } from './apiStatus.js'
import { useMonitor } from './useMonitor.js'

/**
 * The status of the back end. Renders again at every change, and once a poll for its times; a selector renders only
 * when the part that it returns changes (`Object.is`), so let it return a part and never a new object.
 *
 * @example
 * const { status, isDegraded, check } = useApiStatus()
 * const isReadOnly = useApiStatus((status) => status.isReadOnly)
 */
export function useApiStatus(): ApiStatus
export function useApiStatus<Part>(selector: (status: ApiStatus) => Part): Part
export function useApiStatus<Part>(selector?: (status: ApiStatus) => Part): ApiStatus | Part {
  const monitor = useMonitor()
  return useStore(monitor.store, (state) => {
    const status = apiStatusOf(monitor, state)
    return selector ? selector(status) : status
  })
}
