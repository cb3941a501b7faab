import type { HealthStatus } from '../../health/status.js'

/** How often a check has run, and how that ended. Runs are counted, not requests; a retry is part of its run. */
export interface Tally {
  /** Unhealthy runs in a row, up to the newest. */
  readonly consecutiveFailures: number
  /** Healthy or degraded runs in a row, up to the newest. */
  readonly consecutiveSuccesses: number
  readonly totalChecks: number
  /** How many of them were unhealthy. */
  readonly totalFailures: number
}

/** Before the first run. */
export const NO_RUNS: Tally = {
  consecutiveFailures: 0,
  consecutiveSuccesses: 0,
  totalChecks: 0,
  totalFailures: 0,
}

/** One run more. One that is `unknown` says nothing, so that it neither lengthens nor ends a row. */
export function count(tally: Tally, status: HealthStatus): Tally {
  const totalChecks = tally.totalChecks + 1
  if (status === 'unknown') return { ...tally, totalChecks }
  if (status !== 'unhealthy') {
    return {
      ...tally,
      totalChecks,
      consecutiveFailures: 0,
      consecutiveSuccesses: tally.consecutiveSuccesses + 1,
    }
  }
  return {
    totalChecks,
    totalFailures: tally.totalFailures + 1,
    consecutiveFailures: tally.consecutiveFailures + 1,
    consecutiveSuccesses: 0,
  }
}
