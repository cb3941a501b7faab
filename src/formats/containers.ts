import type { HealthStatus } from '../health/status.js'

/** A member that holds components: a map of them by name, or a list. */
export interface Container {
  readonly field: string
  /** Of `response_time`, whose name does not tell, in milliseconds. @default 1 */
  readonly timeUnit?: number
  /** A bare word or truth value in it is some detail rather than a component. */
  readonly holdsDetails?: boolean
  /** Every entry has this status, whatever it says. */
  readonly status?: HealthStatus
}

/** What stands in a container, by its name. */
export type Entry = readonly [name: string, value: unknown]

/** The native one, and what is read like it: a list or a flat report without a container. */
export const PLAIN: Container = { field: 'components' }

/** Looked for in this order; the first with a component in it is the one. */
export const CONTAINERS: readonly Container[] = [
  PLAIN,
  { field: 'checks' },
  { field: 'services', timeUnit: 1000 },
  { field: 'entries' },
  { field: 'results' },
  { field: 'checkresults' },
  { field: 'indicators' },
  { field: 'backends' },
  { field: 'details', holdsDetails: true },
  { field: 'failures', status: 'unhealthy' },
]
