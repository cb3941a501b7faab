import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import type { CallDelta, FleetCounts, FleetLink } from './breakerStore.js'

/** How soon to look again while calls come, and while none does. In milliseconds. */
const BUSY_MS = 100
const QUIET_MS = 1000

/** Tells the fleet of this breaker's calls, in batches: what the breaker counts anyway is read, so that no call pays. */
export class CallReports {
  readonly #totals: () => CallDelta
  readonly #link: FleetLink
  readonly #clock: Clock
  #succeeded: number
  #failed: number
  #timer: Timer

  constructor(totals: () => CallDelta, link: FleetLink, clock: Clock) {
    const { succeeded, failed } = totals()
    this.#totals = totals
    this.#link = link
    this.#clock = clock
    this.#succeeded = succeeded
    this.#failed = failed
    this.#timer = this.#lookIn(QUIET_MS)
  }

  /** What all have counted, with all of this one's calls. */
  counts(): Promise<FleetCounts> {
    this.#report()
    return this.#link.fleetCounts()
  }

  end(): void {
    this.#clock.clearTimeout(this.#timer)
  }

  #lookIn(ms: number): Timer {
    const timer = this.#clock.setTimeout(() => {
      this.#timer = this.#lookIn(this.#report() ? BUSY_MS : QUIET_MS)
    }, ms)
    unref(timer)
    return timer
  }

  /** Whether there was anything to tell. While the store is lost it is told in vain: a minute's counts are of a minute. */
  #report(): boolean {
    const { succeeded, failed } = this.#totals()
    const delta = { succeeded: succeeded - this.#succeeded, failed: failed - this.#failed }
    this.#succeeded = succeeded
    this.#failed = failed
    const isAny = delta.succeeded + delta.failed > 0
    if (isAny) this.#link.report(delta)
    return isAny
  }
}
