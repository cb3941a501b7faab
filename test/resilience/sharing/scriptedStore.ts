import type { BreakerStore, FleetLink, FleetMember } from '../../../src/resilience/sharing/breakerStore.js'

/** A store by hand: what it tells its one member, and when, is for the test to say. */
export class ScriptedStore implements BreakerStore {
  /** What the member has said. */
  readonly said: unknown[][] = []
  #member: FleetMember | null = null

  get member(): FleetMember {
    if (!this.#member) throw new Error('nobody has joined')
    return this.#member
  }

  join(_name: string, _quorum: number, member: FleetMember): FleetLink {
    this.#member = member
    const say =
      (what: string) =>
      (...rest: unknown[]) =>
        void this.said.push([what, ...rest])
    return {
      report: say('report'),
      voteOpen: say('voteOpen'),
      withdrawVote: say('withdrawVote'),
      requestTrial: say('requestTrial'),
      withdrawTrial: say('withdrawTrial'),
      endTrial: say('endTrial'),
      fleetCounts: () => Promise.reject(new Error('nobody counts')),
      leave: say('leave'),
    }
  }
}
