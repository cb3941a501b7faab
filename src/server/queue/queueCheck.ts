import { expect, expectDuration, expectWhole } from '../expect.js'
import type { Check, CheckOptions } from '../registry/check.js'
import type { Queue } from './queue.js'

/** Options of {@link queueCheck}. */
export interface QueueCheckOptions extends CheckOptions {
  /** @default the queue's */
  readonly name?: string
  /** A delay is no outage. @default false */
  readonly critical?: boolean
  /** How old a job may be that is not done, in milliseconds. @default 300000 (5 minutes) */
  readonly maxAge?: number
  /** How many dead letters there may be. @default 0 */
  readonly maxDead?: number
}

/**
 * Checks that what is queued gets done: degraded when a job is older than `maxAge` (`QUEUE_LATE`), or when there are more
 * dead letters than `maxDead` (`QUEUE_DEAD_LETTERS`), for somebody to retry or discard; unhealthy when the store can't be
 * asked. The counts are in the details. Throws a TypeError when an option is malformed.
 */
export function queueCheck(
  queue: Pick<Queue<never>, 'name' | 'counts'>,
  options: QueueCheckOptions = {},
): Check {
  expect(typeof queue?.counts === 'function', 'queueCheck queue', 'a queue', queue)
  const { name = queue.name, critical = false, maxAge = 300_000, maxDead = 0, ...check } = options
  expectDuration('queueCheck maxAge', maxAge)
  expectWhole('queueCheck maxDead', maxDead, 0)

  return {
    name,
    critical,
    ...check,
    async run() {
      const details = await queue.counts()
      const { oldestMs, dead } = details
      if (oldestMs > maxAge) {
        const message =
          `The oldest job of the queue ${queue.name} has waited ${Math.round(oldestMs / 1000)} s. ` +
          'See whether a process does them, and what they fail with.'
        return { status: 'degraded', error: { code: 'QUEUE_LATE', message }, details }
      }
      if (dead > maxDead) {
        const message = `The queue ${queue.name} has given up ${dead} jobs. Retry or discard its dead letters.`
        return { status: 'degraded', error: { code: 'QUEUE_DEAD_LETTERS', message }, details }
      }
      return { status: 'healthy', details }
    },
  }
}
