import { coversService, isActive } from '../../health/maintenance.js'
import type { MaintenanceWindow } from '../../health/report.js'
import { isLateAnswer } from '../lateAnswer.js'
import type { HealthLogger } from '../logger.js'
import { createComplaint } from '../logger.js'
import type { ServiceReport } from './buildReport.js'

/** Planned interruptions: a list, or a function that is asked whenever a report is made. */
export type PlannedMaintenance = readonly MaintenanceWindow[] | (() => readonly MaintenanceWindow[])

/** How often the plan is looked at, in milliseconds. */
const READ_EVERY_MS = 1000

/**
 * Gives the windows that are not over at `now` (epoch milliseconds). Read defensively, a list too, as its owner may have
 * changed it since; and once a second at most, as callers decide how many reports are made (`?exclude=`). What is wrong
 * with them is told once, until they were right again.
 */
export function createMaintenance(
  planned: PlannedMaintenance,
  logger: HealthLogger,
): (now: number) => readonly MaintenanceWindow[] {
  const complaint = createComplaint(logger)
  const refuse = (message: string, ...cause: unknown[]) => {
    complaint.tell(message, ...cause)
    return []
  }

  const read = (): readonly MaintenanceWindow[] => {
    try {
      const given: unknown = typeof planned === 'function' ? planned() : planned
      // Copies: the report is written later, maybe more than once, and what was right now has to be right then.
      const windows: unknown = Array.isArray(given) ? given.map((window: unknown) => copyOf(window)) : given
      if (Array.isArray(windows) && windows.every(isMaintenanceWindow)) {
        complaint.wentRight()
        return windows
      }
      isLateAnswer(windows)
      return refuse(
        `\`maintenance\` is left out of the report: expected ${EXPECTED_WINDOWS}, got something else.`,
      )
    } catch (error) {
      return refuse('`maintenance` threw, so the report has no maintenance windows.', error)
    }
  }

  let known: readonly MaintenanceWindow[] = []
  let readAt = Number.NEGATIVE_INFINITY
  return (now) => {
    // Either way: the wall clock may have been set back.
    if (Math.abs(now - readAt) >= READ_EVERY_MS) {
      known = read()
      readAt = now
    }
    return known.filter(({ endsAt }) => endsAt === undefined || now < endsAt)
  }
}

/** Nobody is sent away for longer, in milliseconds: windows end early. */
const MAX_WAIT_MS = 10 * 60_000

/**
 * How long until the maintenance is over by which the service is down, in milliseconds; `undefined` when it is down for
 * another reason, or no end is known. Only if all that makes it unhealthy is under maintenance: one that fails beside it
 * may be back at any moment.
 */
export function maintenanceWait(report: ServiceReport, now: number): number | undefined {
  const down = Object.entries(report.components).filter(
    ([, { critical, status }]) => critical && status === 'unhealthy',
  )
  const waits = down.map(([name]) => waitFor(name, report.maintenance, now))
  if (waits.length === 0 || waits.includes(undefined)) return undefined
  return Math.min(Math.max(...waits.map(Number)), MAX_WAIT_MS)
}

/** The wait until the last of the windows over a component is over. */
function waitFor(component: string, windows: readonly MaintenanceWindow[], now: number): number | undefined {
  const ends = windows
    .filter((window) => isActive(window, now))
    .filter((window) => coversService(window) || window.components.includes(component))
    .map(({ endsAt }) => endsAt)
  return ends.length === 0 || ends.includes(undefined) ? undefined : Math.max(...ends.map(Number)) - now
}

function copyOf(window: unknown): unknown {
  if (typeof window !== 'object' || window === null) return window
  const { id, title, startsAt, endsAt, components } = window as Readonly<Record<string, unknown>>
  return { id, title, startsAt, endsAt, components }
}

/** What {@link isMaintenanceWindow} wants, in words. */
export const EXPECTED_WINDOWS =
  'a list of { id, title, startsAt, endsAt?, components } with times in epoch milliseconds'

/** Whether a value from outside is a window that can be written. */
export function isMaintenanceWindow(value: unknown): value is MaintenanceWindow {
  if (typeof value !== 'object' || value === null) return false
  const { id, title, startsAt, endsAt, components } = value as Readonly<Record<string, unknown>>
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    isDate(startsAt) &&
    (endsAt === undefined || isDate(endsAt)) &&
    Array.isArray(components) &&
    components.every((component) => typeof component === 'string')
  )
}

function isDate(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime())
}
