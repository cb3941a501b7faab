import type {
  BreakerStore,
  CallDelta,
  FleetCounts,
  FleetLink,
  FleetMember,
  OpenedBreak,
  Trial,
} from '../../../src/resilience/sharing/breakerStore.js'

/** A store that each member may lose, and find again as one that is new there: its vote and trial are gone. */
export class FlakyStore implements BreakerStore {
  /** In the order in which they have joined. */
  readonly seats: Seat[] = []
  #store: BreakerStore

  constructor(store: BreakerStore) {
    this.#store = store
  }

  join(name: string, quorum: number, member: FleetMember): FleetLink {
    const seat = new Seat(() => this.#store.join(name, quorum, member), member)
    this.seats.push(seat)
    return seat
  }

  /** For everybody. */
  lose(): void {
    for (const seat of this.seats) seat.lose()
  }

  /** As it was, or as `another` that knows nothing. */
  comeBack(another: BreakerStore = this.#store): void {
    this.#store = another
    for (const seat of this.seats) seat.comeBack()
  }
}

/** One member's way to the store. */
class Seat implements FleetLink {
  /** What was said to the store, apart from who was counted. */
  readonly said: string[] = []
  readonly #join: () => FleetLink
  readonly #member: FleetMember
  #link: FleetLink | null
  #hasLeft = false

  constructor(join: () => FleetLink, member: FleetMember) {
    this.#join = join
    this.#member = member
    this.#link = join()
  }

  get isConnected(): boolean {
    return this.#link !== null
  }

  lose(): void {
    if (!this.#link) return
    this.#link.leave()
    this.#link = null
    this.#member.onConnected(false)
  }

  comeBack(): void {
    if (!this.#link && !this.#hasLeft) this.#link = this.#join()
  }

  report(delta: CallDelta): void {
    this.said.push('report')
    this.#link?.report(delta)
  }

  voteOpen(opened: OpenedBreak): void {
    this.said.push('voteOpen')
    this.#link?.voteOpen(opened)
  }

  withdrawVote(): void {
    this.said.push('withdrawVote')
    this.#link?.withdrawVote()
  }

  requestTrial(epoch: number, isAlive: boolean): void {
    this.said.push('requestTrial')
    this.#link?.requestTrial(epoch, isAlive)
  }

  withdrawTrial(trial: Trial): void {
    this.said.push('withdrawTrial')
    this.#link?.withdrawTrial(trial)
  }

  endTrial(trial: Trial, outcome: 'closed' | { readonly opened: OpenedBreak }): void {
    this.said.push('endTrial')
    this.#link?.endTrial(trial, outcome)
  }

  fleetCounts(): Promise<FleetCounts> {
    return this.#link?.fleetCounts() ?? Promise.reject(new Error('lost'))
  }

  leave(): void {
    this.#hasLeft = true
    this.#link?.leave()
    this.#link = null
  }
}
