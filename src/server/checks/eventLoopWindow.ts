import type { IntervalHistogram } from 'node:perf_hooks'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'

/** How late the event loop was, in milliseconds, and how busy, as a share. */
export interface EventLoopFigures {
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  readonly delayMaxMs: number
  readonly utilization: number
}

/** Looks at the event loop until it is stopped. */
export interface EventLoopWatch {
  /** `undefined` as long as there is too little to go by: a second, or a quarter of a window where that is less. */
  figures(): EventLoopFigures | undefined
  stop(): void
}

/** How often Node's own timer looks how late it is, in milliseconds: a figure for 50 looks a second. */
const RESOLUTION = 20
/** A process that starts is busy for a moment, and its share of such a moment is the whole. */
const LEAST_WATCHED = 1000

interface Period {
  readonly delays: IntervalHistogram
  since: ReturnType<typeof performance.eventLoopUtilization>
}

/**
 * Watches the event loop, and forgets what is older than `window` milliseconds.
 *
 * Two periods overlap by half: the older one is shown, so that there is always at least half a window to go by, and it
 * begins anew when its time is over. A histogram begins with the second look after its reset, and would miss what
 * blocks the loop just then; the other one does not.
 */
export function watchEventLoop(window: number, clock: Clock): EventLoopWatch {
  let [older, younger] = [beginPeriod(), beginPeriod()]
  let timer: Timer
  const rotate = () => {
    older.delays.reset()
    older.since = performance.eventLoopUtilization()
    ;[older, younger] = [younger, older]
    arm()
  }
  const arm = () => {
    timer = clock.setTimeout(rotate, window / 2)
    unref(timer)
  }
  arm()

  return {
    figures: () => figuresOf(older, Math.min(LEAST_WATCHED, window / 4)),
    stop() {
      clock.clearTimeout(timer)
      older.delays.disable()
      younger.delays.disable()
    },
  }
}

function beginPeriod(): Period {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION })
  delays.enable()
  return { delays, since: performance.eventLoopUtilization() }
}

function figuresOf({ delays, since }: Period, leastWatched: number): EventLoopFigures | undefined {
  const { utilization, idle, active } = performance.eventLoopUtilization(since)
  if (idle + active < leastWatched) return undefined
  return {
    delayP50Ms: lateness(delays.percentile(50)),
    delayP99Ms: lateness(delays.percentile(99)),
    delayMaxMs: lateness(delays.max),
    utilization: Math.round(utilization * 1000) / 1000,
  }
}

/** What is measured is the time from look to look, in nanoseconds: an idle loop shows the resolution itself. */
function lateness(nanoseconds: number): number {
  return Math.max(0, Math.round((nanoseconds / 1e6 - RESOLUTION) * 10) / 10)
}
