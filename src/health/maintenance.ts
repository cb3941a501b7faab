import type { MaintenanceWindow } from './report.js'

/** Whether `at` (epoch milliseconds) lies in the window. A window without an end lasts. */
export function isActive(window: MaintenanceWindow, at: number): boolean {
  return window.startsAt <= at && (window.endsAt === undefined || at < window.endsAt)
}

/** Whether the window is for the whole service rather than for some components. */
export function coversService(window: MaintenanceWindow): boolean {
  return window.components.length === 0
}
