import type { Clock } from '../../time/clock.js'
import { expect, expectDuration } from '../expect.js'
import type { CachedCheck } from '../registry/cachedCheck.js'
import type { Lifecycle } from './lifecycle.js'
import { notReadyReason } from './readiness.js'

/** When an instance that its checks keep out of rotation shall be replaced. */
export interface LivenessEscalation {
  /** How long readiness has to fail because of checks until liveness fails too, in milliseconds. No default. */
  readonly unreadyFor: number
}

/** What {@link createEscalation} needs. */
export interface EscalationSources {
  readonly clock: Clock
  readonly lifecycle: Lifecycle
  readonly checks: () => Iterable<CachedCheck>
}

/** Whether the instance is to be replaced. */
export interface Escalation {
  /** Something changed: a check's outcome, or the lifecycle. */
  observe(): void
  /** Reads what is known, runs nothing. */
  isDue(): boolean
}

/**
 * Looks for instances that live and are of no use (https://github.com/n8n-io/n8n-hosting/issues/124). Never true of one
 * that starts or drains, and only on evidence: a check that nobody has run again within `unreadyFor` may have recovered.
 */
export function createEscalation(
  { unreadyFor }: LivenessEscalation,
  { clock, lifecycle, checks }: EscalationSources,
): Escalation {
  let unreadySince: number | undefined

  return {
    observe() {
      unreadySince =
        notReadyReason(lifecycle, checks()) === 'checks' ? (unreadySince ?? clock.now()) : undefined
    },
    isDue() {
      const since = clock.now() - unreadyFor
      if (unreadySince === undefined || unreadySince > since) return false
      for (const { check, outcome, ranAt } of checks()) {
        if (check.readiness && outcome?.status === 'unhealthy' && ranAt > since) return true
      }
      return false
    },
  }
}

/** Throws a TypeError when the option is malformed. */
export function expectEscalation(value: LivenessEscalation | undefined): void {
  if (value === undefined) return
  const isObject = typeof value === 'object' && value !== null
  expect(isObject, 'livenessEscalation', 'an object { unreadyFor }', value)
  expectDuration('livenessEscalation.unreadyFor', value.unreadyFor)
}
