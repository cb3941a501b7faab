import type { Cause, Headline } from '../health/headline.js'
import type { Clock } from '../time/clock.js'
import type { Logger } from './logger.js'
import { NotHealthyError } from './notHealthyError.js'
import type { Snapshot } from './snapshot.js'

/** What one attempt of {@link waitForHealthy} found. */
export interface HealthAttempt {
  /** 1 for the first. */
  readonly attempt: number
  /** Since the wait began, in milliseconds. */
  readonly elapsedMs: number
  readonly status: Headline
  /** Why it is not healthy; `null` when it is. */
  readonly cause: Cause | null
  /** All that is known by now, the report included. */
  readonly snapshot: Snapshot
}

/** What a wait for health has come to. */
export interface HealthTally {
  /** One more attempt. */
  add(snapshot: Snapshot): void
  isEnough(snapshot: Snapshot): boolean
  /** Why it ends without success. */
  failure(snapshot: Snapshot): NotHealthyError
}

/** What it is made of. */
export interface HealthTallyPorts {
  /** `null` where a monitor knows it. */
  readonly url: string | null
  readonly clock: Clock
  readonly logger: Logger
  readonly onAttempt: ((attempt: HealthAttempt) => unknown) | undefined
  readonly isReady: ((snapshot: Snapshot) => boolean) | undefined
}

/** Counts attempts from now on, and judges what they found. */
export function createHealthTally({ url, clock, logger, onAttempt, isReady }: HealthTallyPorts): HealthTally {
  const begunAt = clock.now()
  const elapsedMs = () => clock.now() - begunAt
  let attempts = 0
  return {
    add(snapshot) {
      const { status, cause } = snapshot
      const attempt = { attempt: ++attempts, elapsedMs: elapsedMs(), status, cause, snapshot }
      // It may be async, although nothing waits for it.
      void (async () => onAttempt?.(attempt))().catch((error: unknown) =>
        logger.error('react-api-status: `onAttempt` threw; waitForHealthy goes on without it.', error),
      )
    },
    isEnough(snapshot) {
      const { status, source, isStale } = snapshot
      const isCurrent = (source === 'live' || source === 'shared') && !isStale
      return isCurrent && (status === 'healthy' || status === 'degraded') && (isReady?.(snapshot) ?? true)
    },
    failure: (snapshot) => new NotHealthyError(url, elapsedMs(), attempts, snapshot),
  }
}
