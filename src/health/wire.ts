import type { ComponentError, HealthReport, PollHint, ServiceIdentity } from './report.js'
import type { HealthStatus } from './status.js'

/** A report as it travels: times are ISO 8601 with a zone, durations are milliseconds. */
export interface WireReport {
  readonly status: HealthStatus
  readonly ready?: boolean
  readonly readOnly: boolean
  readonly service?: ServiceIdentity
  readonly timestamp?: string
  readonly components: Readonly<Record<string, WireComponent>>
  readonly maintenance?: readonly WireMaintenance[]
  readonly poll?: PollHint
  readonly truncated?: boolean
}

/** A component as it travels. */
export interface WireComponent {
  readonly status: HealthStatus
  readonly critical: boolean
  readonly responseTimeMs?: number
  readonly checkedAt?: string
  readonly impact?: readonly string[]
  readonly error?: ComponentError
}

/** A maintenance window as it travels. */
export interface WireMaintenance {
  readonly id: string
  readonly title: string
  readonly startsAt: string
  readonly endsAt?: string
  readonly components?: readonly string[]
}

/** Our model as the JSON that `GET /api/health` answers. What is absent or empty is left out. */
export function toWire(report: HealthReport): WireReport {
  return {
    status: report.status,
    ...(report.ready !== undefined && { ready: report.ready }),
    readOnly: report.readOnly,
    ...(report.service && { service: report.service }),
    ...(report.timestamp !== undefined && { timestamp: iso(report.timestamp) }),
    components: Object.fromEntries(
      Object.entries(report.components).map(([name, component]) => [name, componentToWire(component)]),
    ),
    ...(report.maintenance.length > 0 && { maintenance: report.maintenance.map(maintenanceToWire) }),
    ...(report.poll && { poll: report.poll }),
    ...(report.truncated && { truncated: true }),
  }
}

/** One component as the JSON that `GET /api/health/components/{name}` answers. */
export function componentToWire(component: HealthReport['components'][string]): WireComponent {
  return {
    status: component.status,
    critical: component.critical,
    ...(component.responseTimeMs !== undefined && { responseTimeMs: component.responseTimeMs }),
    ...(component.checkedAt !== undefined && { checkedAt: iso(component.checkedAt) }),
    ...(component.impact.length > 0 && { impact: component.impact }),
    ...(component.error && { error: component.error }),
  }
}

function maintenanceToWire(window: HealthReport['maintenance'][number]): WireMaintenance {
  return {
    id: window.id,
    title: window.title,
    startsAt: iso(window.startsAt),
    ...(window.endsAt !== undefined && { endsAt: iso(window.endsAt) }),
    ...(window.components.length > 0 && { components: window.components }),
  }
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
