/**
 * What breakers of several processes share: `memoryBreakerStore()` within one, `redisBreakerStore(…)` between many.
 *
 * Nothing here throws, rejects or is waited for, `fleetCounts` apart: each breaker decides by itself, and a store that is
 * lost is local mode.
 */
export interface BreakerStore {
  /**
   * Takes part in what the breakers of this name share. Begins nothing anew: what is known there is told to `member`.
   *
   * @param quorum So many breakers have to vote for open until all of them are. That of whoever votes counts.
   */
  join(name: string, quorum: number, member: FleetMember): FleetLink
}

/** A breaker, as the store sees it. The store may call it at any time after `join` has returned, never within a call. */
export interface FleetMember {
  /**
   * What the fleet has come to: after each `onConnected(true)`, and at each change. Telling the same again is harmless,
   * and so is what comes late.
   */
  onFleet(state: FleetState): void
  /**
   * The store is there, or was lost (`false`); it is not when `join` returns. The store keeps nothing for later: what is
   * still true when it is back, the member says again after the `onFleet` that follows.
   */
  onConnected(isConnected: boolean): void
  /** The trial that was asked for is this one's, until it ends, is given back or lost. The store renews it meanwhile. */
  onTrial(trial: Trial): void
  /** Another one has asked for the trial that is this one's: it gives it back, or keeps it while a call finds out. */
  onTrialWanted(): void
  /** The store took the trial back, as this one was silent for too long: also where it was ended after that. */
  onTrialLost(): void
}

/** What the breakers of one name have agreed upon. */
export type FleetState =
  | {
      readonly kind: 'closed'
      /** As below; 0 when nothing was ever agreed upon, or the store has forgotten it. Then each goes on as it is. */
      readonly epoch: number
    }
  | {
      readonly kind: 'open'
      /** A higher one for each change of state, also after a store has lost everything: what belongs to a lower one is too late. */
      readonly epoch: number
      /** Until somebody may find out, by the clock of the store; 0 when that time has come. In milliseconds. */
      readonly remainingMs: number
      readonly attempt: number
      readonly waitMs: number
    }

/** Leave for one breaker of the fleet to let calls find out. */
export interface Trial {
  /** Of the open state that it is to end. */
  readonly epoch: number
  /** Fencing token: another one each time that it is given. */
  readonly token: string
}

/** Calls since the last report. */
export interface CallDelta {
  readonly succeeded: number
  readonly failed: number
}

/** How long a breaker stays open. */
export interface OpenedBreak {
  /** The whole wait, in milliseconds. */
  readonly waitMs: number
  /** What is left of it. */
  readonly remainingMs: number
  /** Counts the times that it has opened since it was last closed. */
  readonly attempt: number
}

/** One breaker's part in the fleet. While the store is lost, calls of these do nothing. */
export interface FleetLink {
  /** Adds to what all have counted. Batched by whoever calls it. */
  report(delta: CallDelta): void
  /**
   * This breaker has opened by itself: its vote, until it is taken back or the fleet closes, which forgets all votes.
   * With a quorum of votes a closed fleet opens for what is left of this break; one that is open is not changed.
   */
  voteOpen(opened: OpenedBreak): void
  /** Takes the vote back. The fleet stays as it is. */
  withdrawVote(): void
  /**
   * Asks for the trial of an open fleet: a call wants to find out. Asking again is harmless. The store keeps it in mind
   * until the epoch is over, and gives the trial when the wait is over and nobody else has it; who has it is told.
   *
   * @param isAlive There is evidence of life, so that the wait need not be over.
   */
  requestTrial(epoch: number, isAlive: boolean): void
  /** Gives it back unused, and asks for it no more. */
  withdrawTrial(trial: Trial): void
  /** What calls have found out. `opened` is the next wait, and a vote. Nothing where the trial was lost meanwhile. */
  endTrial(trial: Trial, outcome: 'closed' | { readonly opened: OpenedBreak }): void
  /** Resolves with what all have counted of late; rejects where the store is lost. */
  fleetCounts(): Promise<FleetCounts>
  /** Takes no part any more. Its vote and trial go; the member is not called again. */
  leave(): void
}

/** Calls of all members in the last minute. */
export interface FleetCounts {
  readonly succeeded: number
  readonly failed: number
  /** Breakers that vote for open. */
  readonly openVotes: number
  /** Breakers that take part. */
  readonly members: number
}
