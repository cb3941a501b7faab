import type { MaintenanceWindow } from '../../health/report.js'
import type { HealthLogger } from '../logger.js'

/** Planned interruptions: a list, or a function that is asked whenever a report is made. */
export type PlannedMaintenance = readonly MaintenanceWindow[] | (() => readonly MaintenanceWindow[])

/**
 * Gives the windows that are not over at `now` (epoch milliseconds). Read defensively each time, a list too: its owner
 * may have changed it since.
 */
export function createMaintenance(
  planned: PlannedMaintenance,
  logger: HealthLogger,
): (now: number) => readonly MaintenanceWindow[] {
  return (now) => {
    try {
      const windows: unknown = typeof planned === 'function' ? planned() : planned
      if (Array.isArray(windows) && windows.every(isMaintenanceWindow)) {
        return windows.filter(({ endsAt }) => endsAt === undefined || now < endsAt)
      }
      logger.warn(
        `\`maintenance\` is left out of the report: expected ${EXPECTED_WINDOWS}, got something else.`,
      )
    } catch (error) {
      logger.warn('`maintenance` threw, so the report has no maintenance windows.', error)
    }
    return []
  }
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
