import type { HealthStatus } from '../../health/status.js'
import type { DegradationState } from '../degradation/degradationState.js'
import type { Lifecycle } from '../lifecycle/lifecycle.js'
import { notReadyReason } from '../lifecycle/readiness.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import { isReadOnly, toState } from './component.js'
import { overallStatus } from './overallStatus.js'

/** Where the service stands, as its report says it: for decisions on the server, without a report. */
export interface ServiceState extends DegradationState {
  /** That of the whole. */
  readonly status: HealthStatus
  /** Whether the instance wants traffic. */
  readonly ready: boolean
}

/** What a state is read from. */
export interface StateSources {
  readonly checks: readonly CachedCheck[]
  readonly lifecycle: Lifecycle
  /** Somebody has set the service to read-only, whatever the checks say. */
  readonly isSetReadOnly: boolean
}

/** Reads the outcomes that are there; runs nothing. Until start-up is done the whole is unhealthy. */
export function readState({ checks, lifecycle, isSetReadOnly }: StateSources): ServiceState {
  const components = checks.map((cached) => ({ name: cached.check.name, ...toState(cached) }))
  const atFault = components.filter(({ status }) => status === 'degraded' || status === 'unhealthy')
  const namesOf = (isCritical: boolean) =>
    atFault.filter(({ critical }) => critical === isCritical).map(({ name }) => name)
  const readOnly = isSetReadOnly || checks.some(isReadOnly)
  return Object.freeze({
    status: overallStatus(lifecycle, components),
    ready: notReadyReason(lifecycle, checks) === null,
    degraded: readOnly || atFault.length > 0,
    degradedServices: Object.freeze([...namesOf(true), ...namesOf(false)]),
    readOnly,
  })
}
