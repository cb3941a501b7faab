import type { Snapshot } from './snapshot.js'

/** How many outcomes in a row are wanted before they are believed. */
export interface Damping {
  readonly failuresToTrip: number
  readonly successesToRecover: number
}

/** What damping remembers between probes. */
export interface Streak {
  /** No probe of this run has been judged yet: the first verdict is believed as it comes. */
  readonly isFirst: boolean
  /** Probes in a row that brought no healthy or degraded report, which is what the schedule goes by. */
  readonly attempt: number
  /** Failed probes in a row. Both counts take one while the browser says offline for two. */
  readonly failures: number
  /** Better reports in a row while the headline is still bad. */
  readonly successes: number
  /** The last report was unhealthy under a healthy headline, and waits for the next probe to confirm it. */
  readonly isSuspected: boolean
}

/** At each start. */
export const FRESH: Streak = { isFirst: true, attempt: 0, failures: 0, successes: 0, isSuspected: false }

/** What a probe found, as far as damping cares. A failure while the browser says offline weighs 2. */
export type Finding =
  | { readonly kind: 'well' }
  | { readonly kind: 'unhealthy' }
  | { readonly kind: 'failure'; readonly weight: 1 | 2 }

/** Whether a finding changes the headline, and what is remembered of it. `isAsked`: somebody waits for it. */
export function weigh(
  streak: Streak,
  finding: Finding,
  headline: Pick<Snapshot, 'status' | 'source'>,
  isAsked: boolean,
  { failuresToTrip, successesToRecover }: Damping,
): { readonly isBelieved: boolean; readonly streak: Streak } {
  const isUndamped = streak.isFirst || isAsked
  const weight = finding.kind === 'failure' ? finding.weight : 1
  const attempt = finding.kind === 'well' ? 0 : streak.attempt + weight
  const failures = finding.kind === 'failure' ? streak.failures + weight : 0
  const next: Streak = { isFirst: false, attempt, failures, successes: 0, isSuspected: false }

  switch (finding.kind) {
    case 'well': {
      const successes = streak.successes + 1
      const isBelieved = isUndamped || !isBad(headline) || successes >= successesToRecover
      return { isBelieved, streak: isBelieved ? next : { ...next, successes } }
    }
    case 'unhealthy': {
      const isBelieved = isUndamped || headline.status !== 'healthy' || streak.isSuspected
      return { isBelieved, streak: { ...next, isSuspected: !isBelieved } }
    }
    case 'failure':
      return { isBelieved: isUndamped || streak.isSuspected || failures >= failuresToTrip, streak: next }
  }
}

function isBad({ status, source }: Pick<Snapshot, 'status' | 'source'>): boolean {
  return (status === 'unhealthy' || status === 'offline') && source !== 'restored'
}
