import { worstOf } from '../../health/status.js'
import type { Clock } from '../../time/clock.js'
import { systemClock } from '../../time/clock.js'
import { expectDuration } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import type { EventLoopWatch } from './eventLoopWindow.js'
import { watchEventLoop } from './eventLoopWindow.js'
import type { Thresholds } from './thresholds.js'
import { expectShares, expectThresholds, statusAbove } from './thresholds.js'

/** Options of {@link eventLoopCheck}. Delays are milliseconds. */
export interface EventLoopCheckOptions extends CheckOptions {
  /** @default 'eventLoop' */
  readonly name?: string
  /** The delay that one look in a hundred exceeds: a loop that is late all the time. @default { degraded: 100, unhealthy: 1000 } */
  readonly p99?: Thresholds
  /** The longest delay: something blocked the loop once. @default { degraded: 1000 } */
  readonly max?: Thresholds
  /** The share of the time that the loop was busy, from 0 to 1. @default { degraded: 0.98 } */
  readonly utilization?: Thresholds
  /** How far back it looks: half of it at least, all of it at most. In milliseconds. @default 10000 */
  readonly window?: number
  /** @default the platform's */
  readonly clock?: Clock
}

/**
 * Checks how late and how busy the event loop of this process is; too much has the code `EVENT_LOOP_SLOW`. The figures
 * are in the details: `delayP50Ms`, `delayP99Ms`, `delayMaxMs`, `utilization`.
 *
 * The measurement begins with the first run, and ends when the check is unregistered or the service closed; in its first
 * second there is too little to go by, and it is healthy. It costs a hundred looks of Node's own a second, and keeps no
 * process alive.
 *
 * Throws a TypeError when an option is malformed.
 */
export function eventLoopCheck(options: EventLoopCheckOptions = {}): Check {
  const {
    name = 'eventLoop',
    p99 = { degraded: 100, unhealthy: 1000 },
    max = { degraded: 1000 },
    utilization = { degraded: 0.98 },
    window = 10_000,
    clock = systemClock,
    ...check
  } = options
  expectThresholds('eventLoopCheck p99', p99)
  expectThresholds('eventLoopCheck max', max)
  expectShares('eventLoopCheck utilization', utilization)
  expectDuration('eventLoopCheck window', window)
  let watch: EventLoopWatch | undefined

  return {
    name,
    ...check,
    run() {
      watch ??= watchEventLoop(window, clock)
      const details = watch.figures()
      if (!details) return true
      const status = worstOf([
        statusAbove(details.delayP99Ms, p99),
        statusAbove(details.delayMaxMs, max),
        statusAbove(details.utilization, utilization),
      ])
      if (status === 'healthy') return { status, details }
      const { delayMaxMs, delayP99Ms } = details
      const busy = Math.round(details.utilization * 100)
      const message =
        `The event loop was up to ${delayMaxMs} ms late (99th percentile ${delayP99Ms} ms) and busy for ${busy} % of ` +
        'the time, so that every request waits. Look for long synchronous work.'
      return { status, error: { code: 'EVENT_LOOP_SLOW', message }, details }
    },
    stop() {
      watch?.stop()
      watch = undefined
    },
  }
}
