import type { HealthStatus } from './status.js'

/** One answer of a health endpoint, in our model. The server writes it, the client reads it. */
export interface HealthReport {
  /** Overall status. */
  readonly status: HealthStatus
  /** Whether the instance wants traffic; `undefined` when the back end does not say. */
  readonly ready?: boolean | undefined
  /** Reads work, writes are refused. */
  readonly readOnly: boolean
  readonly service?: ServiceIdentity | undefined
  /** When the back end made the report, in epoch milliseconds. */
  readonly timestamp?: number | undefined
  /** Named parts of the back end. Frozen; own keys only, whatever their names. */
  readonly components: Readonly<Record<string, ComponentReport>>
  readonly maintenance: readonly MaintenanceWindow[]
  readonly poll?: PollHint | undefined
  /** More components were sent than are kept. */
  readonly truncated?: boolean | undefined
}

/** What names a deployment. */
export interface ServiceIdentity {
  readonly name?: string | undefined
  /** Opaque; a new one is a new deployment. */
  readonly buildId?: string | undefined
}

/** What is said of one component, without the numbers that move with every report. */
export interface ComponentState {
  readonly status: HealthStatus
  /** A critical component that is unhealthy makes the whole unhealthy. `true` unless the report says otherwise. */
  readonly critical: boolean
  /** Names of the features that it carries (`['checkout']`). */
  readonly impact: readonly string[]
  readonly error?: ComponentError | undefined
}

/** One component in a report. */
export interface ComponentReport extends ComponentState {
  /** How long its check took, in milliseconds. */
  readonly responseTimeMs?: number | undefined
  /** When it was checked, in epoch milliseconds. */
  readonly checkedAt?: number | undefined
}

/** Why a component is not healthy. */
export interface ComponentError {
  /** Stable and safe to show to anyone: `TIMEOUT`, `ECONNREFUSED`. */
  readonly code: string
  /** Free text; sent only to callers that may see details. */
  readonly message?: string | undefined
}

/** A planned interruption. */
export interface MaintenanceWindow {
  readonly id: string
  readonly title: string
  /** Epoch milliseconds. */
  readonly startsAt: number
  /** Epoch milliseconds; `undefined` while no end is known. */
  readonly endsAt?: number | undefined
  /** The components under maintenance; empty when the whole service is. */
  readonly components: readonly string[]
}

/** How often the back end would like to be asked. */
export interface PollHint {
  /** Replaces the interval, in milliseconds. */
  readonly intervalMs?: number | undefined
  /** No caller polls more often than this, in milliseconds. */
  readonly minMs?: number | undefined
}
