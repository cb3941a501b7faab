import { coversService, isActive } from '../health/maintenance.js'
import { severity } from '../health/status.js'
import type { HealthStatus } from '../health/status.js'
import type { FailureOutcome } from './outcome.js'
import type { SettledReport, Snapshot } from './snapshot.js'
import type { Verdict } from './verdict.js'

/** What a report means for the headline. `at` is in epoch milliseconds: maintenance begins and ends between reports. */
export function judgeReport(report: SettledReport, at: number): Verdict {
  const atFault = affectedBy(report)
  const windows = report.maintenance.filter((window) => isActive(window, at))
  const isWholeService = windows.some(coversService)
  const inWindow = new Set(windows.flatMap((window) => window.components))
  const outsideWindow = atFault.filter((name) => !inWindow.has(name))
  const isMaintained = isWholeService || outsideWindow.length < atFault.length

  if (isMaintained && (isWholeService || outsideWindow.length === 0)) {
    return verdictOf(worseOf(report.status, 'degraded'), 'maintenance')
  }
  if (isMaintained) return verdictOf(worseOf(report.status, 'degraded'), ownCause(report))
  if (report.readOnly) return verdictOf(worseOf(report.status, 'degraded'), 'read-only')
  return verdictOf(report.status, ownCause(report))
}

/** The components that are not healthy, critical ones first, each group in the order of the report. */
export function affectedBy(report: SettledReport): readonly string[] {
  const atFault = Object.entries(report.components).filter(([, { status }]) => status !== 'healthy')
  return [
    ...atFault.filter(([, { critical }]) => critical),
    ...atFault.filter(([, { critical }]) => !critical),
  ].map(([name]) => name)
}

function ownCause(report: SettledReport): 'read-only' | 'component' | 'not-ready' | 'reported' {
  if (report.readOnly) return 'read-only'
  if (affectedBy(report).length > 0) return 'component'
  if (report.ready === false) return 'not-ready'
  return 'reported'
}

function verdictOf(
  status: HealthStatus,
  cause: 'maintenance' | 'read-only' | 'component' | 'not-ready' | 'reported',
): Verdict {
  // An instance that is healthy and does not want traffic is draining: the service behind it is well.
  return status === 'healthy' ? { status, cause: null } : { status, cause }
}

function worseOf(one: HealthStatus, other: HealthStatus): HealthStatus {
  return severity(one) >= severity(other) ? one : other
}

/** What a failed probe means for the headline, once it is believed. */
export function judgeFailure(failure: FailureOutcome, snapshot: Snapshot, at: number): Verdict {
  switch (failure.cause) {
    case 'timeout':
    case 'unreachable':
    case 'server-error':
      return { status: 'unhealthy', cause: isPlanned(snapshot, at) ? 'maintenance' : failure.cause }
    case 'device-offline':
    case 'captive-portal':
      return { status: 'offline', cause: failure.cause }
    case 'invalid-response':
    case 'needs-auth':
    case 'misconfigured':
      return { status: 'unknown', cause: failure.cause }
    case 'rate-limited':
      return turnedAway(snapshot)
  }
}

function isPlanned({ report }: Snapshot, at: number): boolean {
  return report?.maintenance.some((window) => isActive(window, at) && coversService(window)) ?? false
}

/** A 429 says nothing of health: the headline stays. Only that this device is offline is disproved by any answer. */
function turnedAway({ status }: Snapshot): Verdict {
  switch (status) {
    case 'healthy':
      return { status, cause: null }
    case 'checking':
      return { status: 'unknown', cause: 'rate-limited' }
    case 'offline':
      return { status: 'unhealthy', cause: 'rate-limited' }
    default:
      return { status, cause: 'rate-limited' }
  }
}
