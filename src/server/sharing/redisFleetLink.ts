import type {
  CallDelta,
  FleetCounts,
  FleetLink,
  FleetMember,
  FleetState,
  OpenedBreak,
  Trial,
} from '../../resilience/sharing/breakerStore.js'
import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import { randomUuid } from '../../time/uuid.js'
import type { FleetAnswer } from './fleetAnswer.js'
import type { FleetWord } from './fleetScript.js'
import type { Saying, Talker } from './fleetTalk.js'
import { FleetTalk } from './fleetTalk.js'

/** How a link reaches its store. */
export interface FleetExchange {
  readonly clock: Clock
  say(word: FleetWord): Promise<FleetAnswer>
  /** The link was lost, with why, or is there. */
  onConnected(link: RedisFleetLink, isConnected: boolean, error?: unknown): void
  /** The link takes no part any more. */
  onLeft(link: RedisFleetLink): void
}

/** One breaker's part in a fleet on Redis: what is so here is said, and what is so there is learnt from the answers. */
export class RedisFleetLink implements FleetLink, Talker {
  readonly #name: string
  readonly #quorum: number
  readonly #member: FleetMember
  readonly #exchange: FleetExchange
  readonly #talk: FleetTalk
  readonly #id = randomUuid()
  #hasLeft = false
  /** Whether the member knows that the store is there. */
  #isKnown = false
  /** Of what is known there. */
  #key = ''
  #epoch = 0
  /** From the clock here to the server's. */
  #offset = 0
  #vote: { readonly epoch: number; readonly until: number; readonly opened: OpenedBreak } | null = null
  #trial: Trial | null = null
  #ended: { readonly trial: Trial; readonly outcome: 'closed' | 'opened' } | null = null
  #wish: { readonly epoch: number; readonly isAlive: boolean } | null = null
  #wishTimer: Timer | null = null
  #delta: CallDelta | null = null

  constructor(name: string, quorum: number, member: FleetMember, exchange: FleetExchange) {
    this.#name = name
    this.#quorum = quorum
    this.#member = member
    this.#exchange = exchange
    this.#talk = new FleetTalk(this, (word) => exchange.say(word), exchange.clock)
    this.#talk.speakSoon()
  }

  report({ succeeded, failed }: CallDelta): void {
    if (!this.#isKnown) return
    const { succeeded: before, failed: failedBefore } = this.#delta ?? { succeeded: 0, failed: 0 }
    this.#delta = { succeeded: before + succeeded, failed: failedBefore + failed }
    this.#talk.speakSoon()
  }

  voteOpen(opened: OpenedBreak): void {
    if (!this.#isKnown) return
    this.#setVote(opened)
    this.#talk.speakSoon()
  }

  withdrawVote(): void {
    if (!this.#isKnown) return
    this.#vote = null
    this.#talk.speakSoon()
  }

  requestTrial(epoch: number, isAlive: boolean): void {
    if (!this.#isKnown || this.#trial || epoch !== this.#epoch) return
    this.#wish = { epoch, isAlive: isAlive || this.#wish?.isAlive === true }
    this.#talk.speakSoon()
  }

  withdrawTrial({ token }: Trial): void {
    this.#wish = null
    if (this.#trial?.token !== token) return
    this.#trial = null
    this.#talk.speakSoon()
  }

  endTrial(trial: Trial, outcome: Parameters<FleetLink['endTrial']>[1]): void {
    if (this.#trial?.token !== trial.token) return
    this.#trial = null
    this.#ended = { trial, outcome: outcome === 'closed' ? outcome : 'opened' }
    if (outcome === 'closed') this.#vote = null
    else this.#setVote(outcome.opened)
    this.#talk.speakSoon()
  }

  fleetCounts(): Promise<FleetCounts> {
    return this.#talk.counts()
  }

  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#forget()
    this.#talk.end()
    this.#exchange.onLeft(this)
  }

  /** Time has passed: says what is due. */
  tick(): void {
    if (this.#trial || this.#wish) this.#talk.speakSoon()
    else this.#talk.speakIfDue()
  }

  /** What was told to all. */
  hear(news: FleetAnswer): void {
    if (!this.#isKnown || news.key !== this.#key) return
    if (news.epoch > this.#epoch) this.#learn(news)
    if (this.#wish && news.isFree) this.#talk.speakSoon()
  }

  say(): Saying {
    const word = this.#word()
    const epoch = this.#epoch
    this.#ended = null
    this.#delta = null
    return {
      word,
      onAnswer: (answer, at) => {
        this.#offset = answer.now - at
        this.#take(answer, word, epoch)
      },
    }
  }

  onLost(error: unknown, isNews: boolean): void {
    this.#forget()
    this.#exchange.onConnected(this, false, error)
    if (isNews) this.#member.onConnected(false)
  }

  #setVote(opened: OpenedBreak): void {
    this.#vote = { epoch: this.#epoch, opened, until: this.#exchange.clock.now() + opened.remainingMs }
  }

  #word(): FleetWord {
    const vote = this.#vote
    const trial = this.#ended?.trial ?? this.#trial
    return {
      id: this.#id,
      name: this.#name,
      quorum: this.#quorum,
      ...(this.#hasLeft && { leaves: true }),
      ...(vote && {
        vote: {
          until: Math.ceil(vote.until + this.#offset),
          wait: Math.ceil(vote.opened.waitMs),
          attempt: vote.opened.attempt,
          epoch: vote.epoch,
        },
      }),
      ...(trial && { token: trial.token }),
      ...(this.#ended && { outcome: this.#ended.outcome }),
      ...(this.#wish && { wish: this.#wish }),
      ...this.#delta,
    }
  }

  #take(answer: FleetAnswer, word: FleetWord, epoch: number): void {
    const isBack = !this.#isKnown
    this.#key = answer.key
    if (isBack) {
      this.#isKnown = true
      this.#exchange.onConnected(this, true)
      this.#member.onConnected(true)
    }
    // It was emptied, or is a replica that had not heard of all.
    const hasForgotten = answer.epoch < epoch
    if (hasForgotten) this.#member.onFleet({ kind: 'closed', epoch: (this.#epoch = 0) })
    if (isBack || hasForgotten || answer.epoch > this.#epoch) this.#learn(answer)
    if (answer.epoch === this.#epoch) this.#learnOfTrial(answer, word)
    if (word.outcome && answer.epoch === epoch) this.#member.onTrialLost()
  }

  #learn({ epoch, until, attempt, wait }: FleetAnswer): void {
    this.#epoch = epoch
    this.#trial = null
    this.#wish = null
    this.#ended = null
    if (until === 0 && epoch > 0) this.#vote = null
    const waitMs = wait
    const state: FleetState =
      until === 0
        ? { kind: 'closed', epoch }
        : { kind: 'open', epoch, attempt, waitMs, remainingMs: Math.min(this.#remainingMs(until), waitMs) }
    this.#member.onFleet(state)
  }

  #learnOfTrial({ epoch, until, token, isWanted, isFree }: FleetAnswer, word: FleetWord): void {
    if (token !== undefined && word.token === undefined) {
      this.#wish = null
      this.#trial = { epoch, token }
      this.#member.onTrial(this.#trial)
    } else if (this.#trial && this.#trial.token !== token) {
      this.#trial = null
      this.#member.onTrialLost()
    } else if (this.#trial && isWanted) this.#member.onTrialWanted()
    if (this.#wish && isFree) this.#speakAt(until)
  }

  /** When the wait is over, the trial is somebody's. */
  #speakAt(until: number): void {
    const { clock } = this.#exchange
    if (this.#wishTimer) clock.clearTimeout(this.#wishTimer)
    this.#wishTimer = clock.setTimeout(
      () => {
        this.#wishTimer = null
        if (this.#wish) this.#talk.speakSoon()
      },
      this.#remainingMs(until) + 1,
    )
    unref(this.#wishTimer)
  }

  #remainingMs(until: number): number {
    return Math.max(0, until - this.#exchange.clock.now() - this.#offset)
  }

  /** What is still true when Redis is back, the breaker says again. */
  #forget(): void {
    this.#isKnown = false
    this.#vote = null
    this.#trial = null
    this.#ended = null
    this.#wish = null
    this.#delta = null
    if (this.#wishTimer) this.#exchange.clock.clearTimeout(this.#wishTimer)
    this.#wishTimer = null
  }
}
