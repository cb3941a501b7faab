import type { ComponentReport, ComponentState, HealthReport } from '../health/report.js'
import type { SettledReport } from './snapshot.js'

/**
 * What of a report stands still, reusing every part of the one before it that still holds: an unchanged poll gives
 * the very same object, and a change in one component leaves the others as they are.
 */
export function settleReport(report: HealthReport, previous: SettledReport | null): SettledReport {
  const { timestamp: _, components, ...settled } = report
  const states = Object.entries(components).map(([name, component]) => [name, stateOf(component)] as const)
  return reuse({ ...settled, components: Object.fromEntries(states) }, previous)
}

function stateOf({ status, critical, impact, error }: ComponentReport): ComponentState {
  return { status, critical, impact, error }
}

/**
 * Plain data that says what `next` does, made of the parts of `previous` that say the same: all of `previous` if all of
 * it does. What is new is frozen throughout. Reports are bounded in depth when they are read.
 */
export function reuse<Data>(next: Data, previous: unknown): Data {
  if (!isRecord(next) || next === previous) return next
  const isOfKind = isRecord(previous) && Array.isArray(previous) === Array.isArray(next)
  const copy = (Array.isArray(next) ? [...next] : { ...next }) as Record<string, unknown>
  const names = Object.keys(copy)
  for (const name of names) copy[name] = reuse(copy[name], isOfKind ? previous[name] : undefined)
  const isSame =
    isOfKind &&
    names.length === Object.keys(previous).length &&
    names.every((name) => Object.hasOwn(previous, name) && Object.is(copy[name], previous[name]))
  return (isSame ? previous : Object.freeze(copy)) as Data
}

/** An object or an array: its items are members too. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
