import type { Breaker, BreakerOptions } from '../breaker.js'
import type { AutomaticState } from '../breakerState.js'
import { wholeNumber } from '../checkNumber.js'
import { CircuitBreaker, createBreaker } from '../createBreaker.js'
import { restoreInto } from '../restoreBreaker.js'
import type { SavedCounts } from '../tripRule.js'
import type { BreakerStore, FleetCounts } from './breakerStore.js'
import { CallReports } from './callReports.js'
import { FleetMembership } from './fleetMembership.js'

/** Options of {@link sharedBreaker}: those of `createBreaker`, and with whom the state is shared. */
export interface SharedBreakerOptions extends BreakerOptions {
  /** What it stands before. Breakers of one name, on one store, share their state. */
  readonly name: string
  /** Where they meet. */
  readonly store: BreakerStore
  /**
   * So many breakers have to open by themselves until all are open. 1 tells of an outage at once; more keeps one process
   * whose own network is broken from opening all others.
   * @default 1
   */
  readonly quorum?: number | undefined
  /** What `toJSON()` of an earlier one gave: how it begins until the store is there. @default closed, with nothing counted */
  readonly saved?: unknown
}

/** A breaker that shares its state with those of the same name in other processes. */
export interface SharedBreaker extends Breaker {
  /** Calls of all of them in the last minute, and how many take part. Rejects while the store is lost. */
  fleet(): Promise<FleetCounts>
  /** Shares nothing any more, and leaves no timer behind. It goes on by itself. */
  leave(): void
}

/**
 * A circuit breaker whose state is that of a fleet. It decides by itself at each call, and asks nobody: a store that is
 * slow makes no call slower, and while it is lost the breaker is one like any other.
 *
 * When `quorum` of them have opened, all are open. When the wait is over, one of them, and no other, lets calls find out;
 * then all close, or all wait anew. What hands do to one (`isolate`, `forceOpen`, `forceClose`, `reset`) stays there.
 *
 * It looks for calls to report every 100 ms while there are any, and else every second, by a timer that keeps no process
 * alive; `leave()` ends that. Throws a `RangeError` on bad options.
 *
 * @example
 * const breaker = sharedBreaker({ name: 'payments', store, quorum: 2 })
 * await breaker.execute(() => pay(order))
 */
export function sharedBreaker(options: SharedBreakerOptions): SharedBreaker {
  const { name, quorum = 1 } = options
  // Tells of bad options.
  createBreaker(options)
  wholeNumber('quorum', quorum)
  if (!name)
    throw new RangeError('react-api-status: name: expected what the breaker stands before, got none.')
  return new SharedCircuitBreaker(options)
}

class SharedCircuitBreaker extends CircuitBreaker implements SharedBreaker {
  readonly #membership: FleetMembership | null = null
  readonly #reports: CallReports

  constructor(options: SharedBreakerOptions) {
    super(options)
    // Before anybody listens: what was saved is no news, and no vote.
    restoreInto(this, options.saved, this.clock)
    const { name, store, quorum = 1 } = options
    const membership = new FleetMembership({
      clock: this.clock,
      state: () => this.state,
      // While one more may, calls are too few for it.
      isFindingOut: () => this.retryAfterMs() > 0,
      follow: (state) => super.adopt(state),
      tryOut: () => super.halfOpen(),
    })
    const link = store.join(name, quorum, membership)
    membership.begin(link)
    this.subscribe((state, previous) => membership.changed(state, previous))
    this.#membership = membership
    this.#reports = new CallReports(() => this.totals, link, this.clock)
  }

  override halfOpen(): void {
    if (this.#membership?.mayTryOut(this.clock.now(), true) ?? true) super.halfOpen()
  }

  /** What another one knows is no vote of this one; and who finds out is for the fleet to say. */
  override adopt(next: AutomaticState, counts?: SavedCounts): void {
    if (!this.#membership) super.adopt(next, counts)
    else if (next.kind === 'half-open') this.halfOpen()
    else {
      this.#membership.follows(next)
      super.adopt(next, counts)
    }
  }

  fleet(): Promise<FleetCounts> {
    return this.#reports.counts()
  }

  leave(): void {
    this.#reports.end()
    this.#membership?.leave()
  }

  protected override waits(now: number): boolean {
    return this.#membership?.mayTryOut(now, false) === false
  }
}
