import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import type { Random } from '../../time/random.js'
import { uniform } from '../../time/random.js'
import { expectDuration } from '../expect.js'
import type { CachedCheck } from '../registry/cachedCheck.js'

/** How often checks run by themselves. */
export interface ScheduleOptions {
  /** How long until each check has had its turn, in milliseconds; give or take a tenth. @default 30000 */
  readonly interval?: number
}

/** Runs checks with nobody asking. */
export interface Schedule {
  /**
   * Begins, or makes sure that it goes on; returns the stop, of which a second call is ignored. Of several starts the
   * shortest interval counts, and it ends with the last stop. Throws a TypeError when the interval is malformed.
   */
  start(options?: ScheduleOptions): () => void
  /** Ends it, whoever has started it, and for good. */
  close(): void
}

/** What {@link createSchedule} needs. */
export interface ScheduleSources {
  readonly clock: Clock
  readonly random: Random
  readonly checks: () => readonly CachedCheck[]
}

/** Instances that were started together do not stay together. */
const STEP_JITTER = 0.1

/**
 * Goes round the checks in steps of interval / number, so that they spread over the interval, with one timer for all. A
 * check whose outcome stays fresh until the next round is passed over; one that still runs is not run again.
 */
export function createSchedule({ clock, random, checks }: ScheduleSources): Schedule {
  const starts = new Set<{ readonly interval: number }>()
  let round: readonly CachedCheck[] = []
  let place = 0
  let isClosed = false
  let next: { readonly timer: Timer; readonly dueAt: number } | undefined

  const shortest = () => Math.min(...[...starts].map((start) => start.interval))
  const stepMs = () =>
    (shortest() / Math.max(round.length, 1)) * uniform(random, 1 - STEP_JITTER, 1 + STEP_JITTER)

  const step = (aheadMs: number) => {
    if (place >= round.length) {
      round = checks()
      place = 0
    }
    // One that was unregistered since the round began does nothing.
    void round[place++]?.renew(aheadMs)
    arm(stepMs())
  }
  const arm = (delayMs: number) => {
    rest()
    const timer = clock.setTimeout(() => step(shortest()), delayMs)
    unref(timer)
    next = { timer, dueAt: clock.now() + delayMs }
  }
  const rest = () => {
    if (next) clock.clearTimeout(next.timer)
    next = undefined
  }

  return {
    start({ interval = 30_000 } = {}) {
      expectDuration('start({ interval })', interval)
      if (isClosed) return () => {}
      const start = { interval }
      starts.add(start)
      // The first finds what is not fresh; to start and stop all the time runs no check more often than that. A further
      // one may hasten the next step and never puts it off.
      if (!next) step(0)
      else {
        const delayMs = stepMs()
        if (clock.now() + delayMs < next.dueAt) arm(delayMs)
      }
      return () => {
        if (starts.delete(start) && starts.size === 0) rest()
      }
    },
    close() {
      isClosed = true
      starts.clear()
      rest()
    },
  }
}
