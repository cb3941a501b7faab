import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import { SlidingSums } from '../slidingSums.js'
import type { FleetCounts, FleetLink, FleetMember, FleetState, OpenedBreak, Trial } from './breakerStore.js'

/** How long calls are counted, in milliseconds. */
const COUNTED_MS = 60_000
const SUCCEEDED = 0
const FAILED = 1

/** A break of all. */
interface FleetBreak {
  readonly until: number
  readonly attempt: number
  readonly waitMs: number
}

/** One that takes part. */
interface Part {
  readonly quorum: number
  readonly member: FleetMember
}

/** The breakers of one name within a process, and what they have agreed upon. */
export class MemoryFleet {
  readonly #clock: Clock
  readonly #onEmpty: () => void
  readonly #parts = new Set<Part>()
  readonly #votes = new Set<Part>()
  /** Those that want the trial, and whether they know of life. */
  readonly #wanting = new Map<Part, boolean>()
  readonly #calls = new SlidingSums(COUNTED_MS, 2)
  #epoch = 0
  /** `null` while it is closed. */
  #break: FleetBreak | null = null
  #trial: (Trial & { readonly of: Part }) | null = null
  #trials = 0
  /** For the end of a wait that somebody wants to see. */
  #timer: Timer | null = null

  constructor(clock: Clock, onEmpty: () => void) {
    this.#clock = clock
    this.#onEmpty = onEmpty
  }

  join(quorum: number, member: FleetMember): FleetLink {
    const part: Part = { quorum, member }
    this.#parts.add(part)
    this.#tell(part, () => {
      member.onConnected(true)
      member.onFleet(this.#state())
    })
    return {
      report: ({ succeeded, failed }) => {
        const now = this.#clock.now()
        this.#calls.add(now, SUCCEEDED, succeeded)
        this.#calls.add(now, FAILED, failed)
      },
      voteOpen: (opened) => this.#vote(part, opened),
      withdrawVote: () => void this.#votes.delete(part),
      requestTrial: (epoch, isAlive) => this.#request(part, epoch, isAlive),
      withdrawTrial: (trial) => this.#giveBack(part, trial),
      endTrial: (trial, outcome) => this.#end(part, trial, outcome),
      fleetCounts: () => Promise.resolve(this.#counts()),
      leave: () => this.#leave(part),
    }
  }

  #state(): FleetState {
    const epoch = this.#epoch
    if (!this.#break) return { kind: 'closed', epoch }
    const { until, attempt, waitMs } = this.#break
    return { kind: 'open', epoch, attempt, waitMs, remainingMs: Math.max(0, until - this.#clock.now()) }
  }

  #vote(part: Part, opened: OpenedBreak): void {
    if (!this.#parts.has(part)) return
    this.#votes.add(part)
    if (!this.#break && this.#votes.size >= part.quorum) this.#open(opened)
  }

  #request(part: Part, epoch: number, isAlive: boolean): void {
    const holder = this.#trial?.of
    if (!this.#parts.has(part) || !this.#break || epoch !== this.#epoch || holder === part) return
    this.#wanting.set(part, isAlive || this.#wanting.get(part) === true)
    if (holder) this.#tell(holder, () => holder.member.onTrialWanted())
    else this.#giveTrial(this.#break.until)
  }

  /** To the first of those that want it; to those that know of no life when the wait is over. */
  #giveTrial(until: number): void {
    this.#stopTimer()
    const leftMs = until - this.#clock.now()
    const next = [...this.#wanting].find(([, isAlive]) => isAlive || leftMs <= 0)
    if (next) {
      const [of] = next
      const trial = { epoch: this.#epoch, token: String(++this.#trials) }
      this.#wanting.delete(of)
      this.#trial = { ...trial, of }
      this.#tell(of, () => of.member.onTrial(trial))
    } else if (this.#wanting.size > 0) {
      this.#timer = this.#clock.setTimeout(() => this.#giveTrial(until), leftMs)
      unref(this.#timer)
    }
  }

  #giveBack(part: Part, { token }: Trial): void {
    this.#wanting.delete(part)
    if (this.#trial?.token !== token) return
    this.#trial = null
    if (this.#break) this.#giveTrial(this.#break.until)
  }

  #end(part: Part, { token }: Trial, outcome: Parameters<FleetLink['endTrial']>[1]): void {
    if (this.#trial?.token !== token) return
    if (outcome === 'closed') {
      this.#votes.clear()
      this.#enter(null)
    } else {
      this.#votes.add(part)
      this.#open(outcome.opened)
    }
  }

  #leave(part: Part): void {
    if (!this.#parts.delete(part)) return
    this.#votes.delete(part)
    this.#wanting.delete(part)
    if (this.#trial?.of === part) this.#giveBack(part, this.#trial)
    if (this.#parts.size > 0) return
    this.#stopTimer()
    // Who comes back to an outage is to find it.
    if (!this.#break) this.#onEmpty()
  }

  #open({ remainingMs, attempt, waitMs }: OpenedBreak): void {
    this.#enter({ until: this.#clock.now() + remainingMs, attempt, waitMs })
  }

  /** Another state: nobody's trial or wish is of it. */
  #enter(next: FleetBreak | null): void {
    this.#stopTimer()
    this.#trial = null
    this.#wanting.clear()
    this.#break = next
    this.#epoch++
    for (const part of this.#parts) this.#tell(part, () => part.member.onFleet(this.#state()))
  }

  #counts(): FleetCounts {
    this.#calls.expire(this.#clock.now())
    return {
      succeeded: this.#calls.total(SUCCEEDED),
      failed: this.#calls.total(FAILED),
      openVotes: this.#votes.size,
      members: this.#parts.size,
    }
  }

  #stopTimer(): void {
    if (this.#timer) this.#clock.clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Never within a call, and not to who has left meanwhile. */
  #tell(part: Part, news: () => void): void {
    queueMicrotask(() => {
      if (this.#parts.has(part)) news()
    })
  }
}
