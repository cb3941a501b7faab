import type { FleetCounts } from '../../resilience/sharing/breakerStore.js'
import type { Clock } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import { nextTurn } from '../../time/turn.js'
import type { FleetAnswer } from './fleetAnswer.js'
import type { FleetWord } from './fleetScript.js'

/** No client can be relied on to give up: https://github.com/BerriAI/litellm/issues/40620. In milliseconds. */
const PATIENCE_MS = 300
/** How long who has nothing to say says nothing. In milliseconds. */
const BEAT_MS = 5000
/**
 * How many answers in a row must come in time until a server that was lost is there again: twice as many each time that it
 * is lost within a minute of that. Else one that takes about as long as the patience is there and gone by turns.
 */
const BACK_AFTER = 2
const BACK_AFTER_MOST = 64
const CALM_MS = 60_000

/** What is to be said, and what its answer is for. */
export interface Saying {
  readonly word: FleetWord
  /** It was answered in time; `at` is when the server said so, by the clock here. */
  onAnswer(answer: FleetAnswer, at: number): void
}

/** Whoever has something to say. */
export interface Talker {
  /** What is so at the moment. */
  say(): Saying
  /** No answer, or none in time; `isNews` when the server was there until now. */
  onLost(error: unknown, isNews: boolean): void
}

interface Asker {
  resolve(counts: FleetCounts): void
  reject(error: unknown): void
}

/**
 * A talk with a server that may be slow, hang or be gone. One word at a time: the next is said when the last was answered,
 * so that a server that hangs is left with one, and nothing piles up meanwhile.
 */
export class FleetTalk {
  readonly #talker: Talker
  readonly #send: (word: FleetWord) => Promise<FleetAnswer>
  readonly #clock: Clock
  /** While the server isn't there words are said to find out, and their answers are for nobody. */
  #isConnected = false
  #hasEnded = false
  #isSpeaking = false
  #hasMore = false
  #spokeAt = -Infinity
  #askers: Asker[] = []
  /** Answers in time since the server was lost, and how many it takes. Who is there at first is believed. */
  #inTime = 0
  #backAfter = 1
  #backAt = 0

  constructor(talker: Talker, send: (word: FleetWord) => Promise<FleetAnswer>, clock: Clock) {
    this.#talker = talker
    this.#send = send
    this.#clock = clock
  }

  /** Not within the call: what is so in one go is one word. */
  speakSoon(): void {
    if (this.#hasMore) return
    this.#hasMore = true
    if (!this.#isSpeaking) queueMicrotask(() => void this.#speak())
  }

  /** Says that this one is still there, or finds out whether the server is. */
  speakIfDue(): void {
    if (!this.#isConnected || this.#clock.now() - this.#spokeAt >= BEAT_MS) this.speakSoon()
  }

  counts(): Promise<FleetCounts> {
    return new Promise((resolve, reject) => {
      if (!this.#isConnected) return reject(notConnected())
      this.#askers.push({ resolve, reject })
      this.speakSoon()
    })
  }

  /** One more word is said; what is answered is for nobody. */
  end(): void {
    this.#hasEnded = true
    this.#isConnected = false
    rejectAll(this.#askers.splice(0), notConnected())
    this.speakSoon()
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
    const { word, onAnswer } = this.#talker.say()
    const askers = this.#askers.splice(0)
    const sentAt = this.#clock.now()
    this.#spokeAt = sentAt
    let isSettled = false
    let isLate = false
    const giveUp = () => {
      if (isSettled) return
      isLate = true
      this.#lose(new Error(`Redis did not answer within ${PATIENCE_MS} ms.`), askers)
    }
    // Where the process itself was busy, the answer may be there, and unread.
    const timer = this.#clock.setTimeout(() => void nextTurn().then(giveUp), PATIENCE_MS)
    unref(timer)
    try {
      const answer = await this.#send(askers.length > 0 ? { ...word, counts: true } : word)
      if (this.#hasEnded) return rejectAll(askers, notConnected())
      // It is there again. What it has answered was said before it was lost.
      if (isLate) return this.speakSoon()
      if (!this.#isThere()) return
      onAnswer(answer, (sentAt + this.#clock.now()) / 2)
      for (const asker of askers)
        if (answer.counts) asker.resolve(answer.counts)
        else asker.reject(notConnected())
    } catch (error) {
      this.#lose(error, askers)
    } finally {
      isSettled = true
      this.#clock.clearTimeout(timer)
    }
  }

  /** An answer has come in time: whether the server is to be believed. */
  #isThere(): boolean {
    if (this.#isConnected) return true
    if (++this.#inTime < this.#backAfter) return false
    this.#isConnected = true
    this.#backAt = this.#clock.now()
    return true
  }

  #lose(error: unknown, askers: Asker[]): void {
    const isNews = this.#isConnected
    this.#isConnected = false
    this.#inTime = 0
    if (isNews) {
      const isSoon = this.#clock.now() - this.#backAt < CALM_MS
      this.#backAfter = isSoon ? Math.min(this.#backAfter * 2, BACK_AFTER_MOST) : BACK_AFTER
    }
    rejectAll([...askers, ...this.#askers.splice(0)], error)
    if (!this.#hasEnded) this.#talker.onLost(error, isNews)
  }
}

function rejectAll(askers: readonly Asker[], error: unknown): void {
  for (const asker of askers) asker.reject(error)
}

function notConnected(): Error {
  return new Error('The breakers of other processes are not known: Redis is not there.')
}
