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
import { nextTurn } from '../../time/turn.js'
import { randomUuid } from '../../time/uuid.js'
import type { FleetAnswer } from './fleetAnswer.js'
import type { FleetWord } from './fleetScript.js'

/** No client can be relied on to give up: https://github.com/BerriAI/litellm/issues/40620. In milliseconds. */
const PATIENCE_MS = 300
/** How long a breaker with nothing to say says nothing. In milliseconds. */
const BEAT_MS = 5000

/** How a link reaches its store. */
export interface FleetExchange {
  readonly clock: Clock
  say(word: FleetWord): Promise<FleetAnswer>
  /** The link was lost, with why, or is there. */
  onConnected(link: RedisFleetLink, isConnected: boolean, error?: unknown): void
  /** The link takes no part any more. */
  onLeft(link: RedisFleetLink): void
}

/**
 * One breaker's part in a fleet on Redis. It says what is so at the moment, one word at a time: the next is spoken when
 * the last was answered, so that a server that hangs is left with one, and nothing piles up meanwhile.
 */
export class RedisFleetLink implements FleetLink {
  readonly #name: string
  readonly #quorum: number
  readonly #member: FleetMember
  readonly #exchange: FleetExchange
  readonly #id = randomUuid()
  #isConnected = false
  #hasLeft = false
  #isSpeaking = false
  #hasMore = false
  #spokeAt = -Infinity
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
  #askers: { resolve(counts: FleetCounts): void; reject(error: unknown): void }[] = []

  constructor(name: string, quorum: number, member: FleetMember, exchange: FleetExchange) {
    this.#name = name
    this.#quorum = quorum
    this.#member = member
    this.#exchange = exchange
    this.#speakSoon()
  }

  report({ succeeded, failed }: CallDelta): void {
    if (!this.#isConnected) return
    const { succeeded: before, failed: failedBefore } = this.#delta ?? { succeeded: 0, failed: 0 }
    this.#delta = { succeeded: before + succeeded, failed: failedBefore + failed }
    this.#speakSoon()
  }

  voteOpen(opened: OpenedBreak): void {
    if (!this.#isConnected) return
    this.#setVote(opened)
    this.#speakSoon()
  }

  withdrawVote(): void {
    if (!this.#isConnected) return
    this.#vote = null
    this.#speakSoon()
  }

  requestTrial(epoch: number, isAlive: boolean): void {
    if (!this.#isConnected || this.#trial || epoch !== this.#epoch) return
    this.#wish = { epoch, isAlive: isAlive || this.#wish?.isAlive === true }
    this.#speakSoon()
  }

  withdrawTrial({ token }: Trial): void {
    this.#wish = null
    if (this.#trial?.token !== token) return
    this.#trial = null
    this.#speakSoon()
  }

  endTrial(trial: Trial, outcome: Parameters<FleetLink['endTrial']>[1]): void {
    if (this.#trial?.token !== trial.token) return
    this.#trial = null
    this.#ended = { trial, outcome: outcome === 'closed' ? outcome : 'opened' }
    if (outcome === 'closed') this.#vote = null
    else this.#setVote(outcome.opened)
    this.#speakSoon()
  }

  fleetCounts(): Promise<FleetCounts> {
    return new Promise((resolve, reject) => {
      if (!this.#isConnected) return reject(notConnected())
      this.#askers.push({ resolve, reject })
      this.#speakSoon()
    })
  }

  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#forget(notConnected())
    this.#speakSoon()
    this.#exchange.onLeft(this)
  }

  /** Time has passed: says what is due. */
  tick(): void {
    const isDue = this.#exchange.clock.now() - this.#spokeAt >= BEAT_MS
    if (!this.#isConnected || this.#trial || this.#wish || isDue) this.#speakSoon()
  }

  /** What was told to all. */
  hear(news: FleetAnswer): void {
    if (!this.#isConnected || this.#hasLeft || news.key !== this.#key) return
    if (news.epoch > this.#epoch) this.#learn(news)
    if (this.#wish && news.isFree) this.#speakSoon()
  }

  #setVote(opened: OpenedBreak): void {
    this.#vote = { epoch: this.#epoch, opened, until: this.#exchange.clock.now() + opened.remainingMs }
  }

  /** Not within the call: what is said in one go is one word. */
  #speakSoon(): void {
    if (this.#hasMore) return
    this.#hasMore = true
    if (!this.#isSpeaking) queueMicrotask(() => void this.#speak())
  }

  async #speak(): Promise<void> {
    this.#isSpeaking = true
    this.#hasMore = false
    await this.#speakOnce()
    this.#isSpeaking = false
    // Not awaited: where there is always more, this would never end.
    if (this.#hasMore) void this.#speak()
  }

  async #speakOnce(): Promise<void> {
    const { clock } = this.#exchange
    const word = this.#word()
    const epoch = this.#epoch
    const askers = this.#askers.splice(0)
    const sentAt = clock.now()
    this.#spokeAt = sentAt
    this.#ended = null
    this.#delta = null
    let isLate = false
    const giveUp = () => {
      if (isSettled) return
      isLate = true
      const error = new Error(`Redis did not answer within ${PATIENCE_MS} ms.`)
      for (const asker of askers) asker.reject(error)
      this.#lose(error)
    }
    // Where the process itself was busy, the answer may be there, and unread.
    const timer = clock.setTimeout(() => void nextTurn().then(giveUp), PATIENCE_MS)
    unref(timer)
    let isSettled = false
    try {
      const answer = await this.#exchange.say(word)
      if (this.#hasLeft) return
      // It is there again. What it has answered was said before it was lost.
      if (isLate) return this.#speakSoon()
      this.#offset = answer.now - (sentAt + clock.now()) / 2
      this.#take(answer, word, epoch)
      for (const { resolve, reject } of askers)
        if (answer.counts) resolve(answer.counts)
        else reject(notConnected())
    } catch (error) {
      for (const asker of askers) asker.reject(error)
      this.#lose(error)
    } finally {
      isSettled = true
      clock.clearTimeout(timer)
    }
  }

  #word(): FleetWord {
    const vote = this.#vote
    const trial = this.#ended?.trial ?? this.#trial
    const now = this.#exchange.clock.now()
    return {
      id: this.#id,
      name: this.#name,
      quorum: this.#quorum,
      ...(this.#hasLeft && { leaves: true }),
      ...(vote && {
        vote: {
          remaining: Math.max(0, Math.ceil(vote.until - now)),
          wait: Math.ceil(vote.opened.waitMs),
          attempt: vote.opened.attempt,
          epoch: vote.epoch,
        },
      }),
      ...(trial && { token: trial.token }),
      ...(this.#ended && { outcome: this.#ended.outcome }),
      ...(this.#wish && { wish: this.#wish }),
      ...this.#delta,
      ...(this.#askers.length > 0 && { counts: true }),
    }
  }

  #take(answer: FleetAnswer, word: FleetWord, epoch: number): void {
    const isBack = !this.#isConnected
    this.#key = answer.key
    if (isBack) {
      this.#isConnected = true
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
        if (this.#wish) this.#speakSoon()
      },
      this.#remainingMs(until) + 1,
    )
    unref(this.#wishTimer)
  }

  #remainingMs(until: number): number {
    return Math.max(0, until - this.#exchange.clock.now() - this.#offset)
  }

  #lose(error: unknown): void {
    const wasConnected = this.#isConnected
    this.#forget(error)
    if (this.#hasLeft) return
    this.#exchange.onConnected(this, false, error)
    if (wasConnected) this.#member.onConnected(false)
  }

  /** What is still true when Redis is back, the breaker says again. */
  #forget(error: unknown): void {
    this.#isConnected = false
    this.#vote = null
    this.#trial = null
    this.#ended = null
    this.#wish = null
    this.#delta = null
    if (this.#wishTimer) this.#exchange.clock.clearTimeout(this.#wishTimer)
    this.#wishTimer = null
    for (const asker of this.#askers.splice(0)) asker.reject(error)
  }
}

function notConnected(): Error {
  return new Error('The breakers of other processes are not known: Redis is not there.')
}
