import type { Clock } from '../../time/clock.js'
import type { AutomaticState, BreakerState } from '../breakerState.js'
import type { FleetLink, FleetMember, FleetState, OpenedBreak, Trial } from './breakerStore.js'

/** How soon to ask for the trial again, while calls are refused for want of it. In milliseconds. */
const ASK_AGAIN_MS = 1000
/**
 * How long a trial that no call has used is kept from others that want it: four times as long each time, up to the last.
 * Else breakers with few calls could hand it to and fro for ever, each time just before a call comes. In milliseconds.
 */
const KEEP_MS = 2000
const KEEP_MOST_MS = 3_600_000
/** An end of a wait so near to the fleet's is the fleet's: what has opened all is not opened again by the news of it. */
const SAME_MS = 100

/** The breaker of a membership. */
interface OwnBreaker {
  readonly clock: Clock
  state(): BreakerState
  /** While it is half-open: whether all calls that may find out do. */
  isFindingOut(): boolean
  /** Takes over what the fleet has come to, unless it is held by hand. */
  follow(state: AutomaticState): void
  /** Lets calls find out. */
  tryOut(): void
}

type Open = Extract<BreakerState, { kind: 'open' }>
type OpenFleet = Extract<FleetState, { kind: 'open' }>

/**
 * What a breaker and its fleet tell each other. While the store is there and the fleet is open, the fleet decides who
 * finds out; else the breaker does.
 */
export class FleetMembership implements FleetMember {
  readonly #breaker: OwnBreaker
  #link: FleetLink | null = null
  #isConnected = false
  /** What the fleet has come to, as far as is known here. */
  #epoch = 0
  #isFleetOpen = false
  /** Leave to find out, while this is the one. */
  #trial: Trial | null = null
  /** How often that was so in this epoch, and how long it is kept unused. */
  #trials = 0
  #keepUntil = 0
  #askAgainAt = 0
  /** Whether this breaker has opened by itself: that is a vote, which the store hears when it is there. */
  #vote: 'none' | 'untold' | 'told' = 'none'
  /** Calls here have found out that it works, and the fleet is not known to have heard of it. */
  #knowsBetter = false
  /** The state that this breaker was told to take. */
  #followed: BreakerState | null = null

  constructor(breaker: OwnBreaker) {
    this.#breaker = breaker
  }

  begin(link: FleetLink): void {
    this.#link = link
  }

  leave(): void {
    this.onConnected(false)
    this.#link?.leave()
    this.#link = null
  }

  /** Whether this breaker may let calls find out by itself; else the trial is asked for, and not waited for. */
  mayTryOut(now: number, isAlive: boolean): boolean {
    if (!this.#isConnected || !this.#isFleetOpen) return true
    if (isAlive || now >= this.#askAgainAt) {
      this.#askAgainAt = now + ASK_AGAIN_MS
      this.#link?.requestTrial(this.#epoch, isAlive)
    }
    return false
  }

  /** `state` is to be taken over, so that it is no finding of this breaker. */
  follows(state: AutomaticState): void {
    this.#followed = state
  }

  /** The breaker has changed. */
  changed(state: BreakerState, previous: BreakerState): void {
    if (state.kind === 'half-open') return
    const trial = this.#trial
    this.#trial = null
    this.#knowsBetter = this.#isFleetOpen && state.kind === 'closed' && previous.kind === 'half-open'
    if (state.kind === 'open') {
      // A wait that begins anew is no news to others.
      if (state !== this.#followed && previous.kind !== 'open') this.#opened(state, trial)
      return
    }
    const wasTold = this.#vote === 'told'
    this.#vote = 'none'
    if (trial && state.kind === 'closed') this.#link?.endTrial(trial, 'closed')
    else if (trial) this.#link?.withdrawTrial(trial)
    if (wasTold) this.#link?.withdrawVote()
  }

  onConnected(isConnected: boolean): void {
    this.#isConnected = isConnected
    if (isConnected) return
    this.#trial = null
    if (this.#vote === 'told') this.#vote = 'untold'
  }

  onFleet(fleet: FleetState): void {
    const { epoch } = fleet
    if (epoch !== 0 && epoch < this.#epoch) return
    const before = this.#epoch
    this.#epoch = epoch
    this.#isFleetOpen = fleet.kind === 'open'
    if (epoch !== before) this.#beginEpoch()
    if (fleet.kind === 'open') this.#beOpen(fleet, epoch !== before)
    // Somebody has found out. Who has just come, and knew of nothing, can't tell whether that is news.
    else if (epoch > before && (before > 0 || this.#vote === 'told')) this.#follow({ kind: 'closed' })
    this.#voteIfUntold()
  }

  onTrial(trial: Trial): void {
    const { kind } = this.#breaker.state()
    const isTimely = this.#isConnected && this.#isFleetOpen && trial.epoch === this.#epoch
    if (isTimely && kind === 'open') {
      const now = this.#breaker.clock.now()
      this.#trial = trial
      this.#keepUntil = now + Math.min(KEEP_MS * 4 ** this.#trials++, KEEP_MOST_MS)
      this.#breaker.tryOut()
    } else if (isTimely && kind === 'closed' && this.#knowsBetter) this.#link?.endTrial(trial, 'closed')
    else this.#link?.withdrawTrial(trial)
  }

  onTrialWanted(): void {
    const trial = this.#trial
    if (!trial || this.#breaker.isFindingOut() || this.#breaker.clock.now() < this.#keepUntil) return
    this.#link?.withdrawTrial(trial)
    this.#waitOn()
  }

  onTrialLost(): void {
    if (this.#trial) this.#waitOn()
    // Its calls have found out all the same.
    else if (this.#knowsBetter) this.#link?.requestTrial(this.#epoch, true)
  }

  #beginEpoch(): void {
    this.#trial = null
    this.#trials = 0
    this.#askAgainAt = 0
    this.#knowsBetter = false
  }

  #beOpen({ remainingMs, attempt, waitMs }: OpenFleet, isNews: boolean): void {
    const until = this.#breaker.clock.now() + remainingMs
    const state = this.#breaker.state()
    if (isNews) {
      const isKnown = state.kind === 'open' && Math.abs(state.until - until) <= SAME_MS
      if (!isKnown) this.#follow({ kind: 'open', until, attempt, waitMs })
    }
    // While the store was lost it let calls find out by itself. Now somebody else may.
    else if (state.kind === 'half-open' && !this.#trial) this.#waitOn()
    else if (this.#knowsBetter) this.#link?.requestTrial(this.#epoch, true)
  }

  #opened(state: Open, trial: Trial | null): void {
    const opened = this.#breakOf(state)
    this.#vote = 'untold'
    if (!this.#isConnected) return
    this.#vote = 'told'
    if (trial) this.#link?.endTrial(trial, { opened })
    else this.#link?.voteOpen(opened)
  }

  /** What was true while the store was lost, and still is. */
  #voteIfUntold(): void {
    const state = this.#breaker.state()
    if (!this.#isConnected || this.#vote !== 'untold' || state.kind !== 'open') return
    const opened = this.#breakOf(state)
    // When the wait is over it finds out by itself: an old finding must not open the others.
    if (opened.remainingMs === 0) return
    this.#vote = 'told'
    this.#link?.voteOpen(opened)
  }

  #breakOf({ until, waitMs, attempt }: Open): OpenedBreak {
    return { waitMs, attempt, remainingMs: Math.max(0, until - this.#breaker.clock.now()) }
  }

  /** Somebody else may find out. This one asks again when a call does. */
  #waitOn(): void {
    const state = this.#breaker.state()
    this.#trial = null
    if (state.kind === 'half-open') this.#follow({ ...state, kind: 'open', until: this.#breaker.clock.now() })
  }

  #follow(state: AutomaticState): void {
    this.#followed = state
    this.#breaker.follow(state)
  }
}
