import type { ComponentReport, ComponentState, HealthReport } from '../health/report.js'
import type { SettledReport } from './snapshot.js'

/**
 * What of a report stands still, reusing every part of the one before it that still holds: an unchanged poll gives
 * the very same object, and a change in one component leaves the others as they are.
 */
export function settleReport(report: HealthReport, previous: SettledReport | null): SettledReport {
  const settled: SettledReport = {
    status: report.status,
    ready: report.ready,
    readOnly: report.readOnly,
    service: report.service,
    components: Object.freeze(
      Object.fromEntries(
        Object.entries(report.components).map(([name, component]) => [
          name,
          reuse(stateOf(component), own(previous?.components, name)),
        ]),
      ),
    ),
    maintenance: report.maintenance,
    poll: report.poll,
    truncated: report.truncated,
  }
  if (!previous) return Object.freeze(settled)
  const parts: SettledReport = {
    ...settled,
    service: reuse(settled.service, previous.service),
    components: reuse(settled.components, previous.components),
    maintenance: reuse(settled.maintenance, previous.maintenance),
    poll: reuse(settled.poll, previous.poll),
  }
  return reuse(Object.freeze(parts), previous)
}

function stateOf({ status, critical, impact, error }: ComponentReport): ComponentState {
  return { status, critical, impact, error }
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

/** `previous` if it says the same as `next`. */
function reuse<Value>(next: Value, previous: Value | undefined): Value {
  return previous !== undefined && isSame(next, previous) ? previous : next
}

/** Same plain data, key by key. Reports are bounded in depth when they are read. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  )
}
