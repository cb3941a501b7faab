'use client'

import type { HealthStatus } from '../health/status.js'
import { useApiStatus } from './useApiStatus.js'

/**
 * What the last report says of one component; `unknown` when it names no such component. Renders again only when that
 * changes.
 *
 * @example
 * const database = useComponentStatus('database')
 */
export function useComponentStatus(name: string): HealthStatus {
  return useApiStatus(({ components }) =>
    Object.hasOwn(components, name) ? (components[name]?.status ?? 'unknown') : 'unknown',
  )
}
