'use client'

import { featureStatus } from '../health/featureStatus.js'
import type { HealthStatus } from '../health/status.js'
import { useApiStatus } from './useApiStatus.js'

/**
 * How a part of the app is doing, by the last report: the worst of the components that it needs, named themselves or
 * by a feature that they have as `impact`; `unknown` when the report names none of them. Renders again only when that
 * changes.
 *
 * @example
 * const checkout = useFeatureStatus('checkout')
 * const search = useFeatureStatus(['search-index', 'suggestions'])
 */
export function useFeatureStatus(needs: string | readonly string[]): HealthStatus {
  return useApiStatus(({ components }) =>
    featureStatus(components, typeof needs === 'string' ? [needs] : needs),
  )
}
