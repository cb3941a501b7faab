import type { WireReport } from '../../health/wire.js'

/** What back ends answered before they had components: one truth value for each of three known parts. */
export interface LegacyHealth {
  readonly status: 'healthy' | 'degraded' | 'unhealthy'
  /** ISO 8601. */
  readonly timestamp: string | null
  readonly version: string | null
  readonly ai_model_available: boolean
  /** `null` when the service has no such component. */
  readonly resilience_healthy: boolean | null
  /** `null` when the service has no such component. */
  readonly cache_healthy: boolean | null
}

/**
 * For the `format` option: the flat answer that older clients know, with the components `ai_model`, `resilience` and
 * `cache` as truth values. A component that is anything but healthy is `false`; a service whose status is unknown is
 * `degraded`, as those clients have no other word.
 *
 * @example
 * createHealthService({
 *   format: legacyFormat,
 *   checks: [modelCheck(url, { api: gemini, key, name: 'ai_model' }), breakersCheck(breakers, { name: 'resilience' })],
 * })
 */
export function legacyFormat({ status, timestamp, service, components }: WireReport): LegacyHealth {
  const isHealthy = (name: string): boolean | null =>
    Object.hasOwn(components, name) ? components[name]?.status === 'healthy' : null
  return {
    status: status === 'unknown' ? 'degraded' : status,
    timestamp: timestamp ?? null,
    version: service?.buildId ?? null,
    ai_model_available: isHealthy('ai_model') ?? false,
    resilience_healthy: isHealthy('resilience'),
    cache_healthy: isHealthy('cache'),
  }
}
