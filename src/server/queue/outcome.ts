import { askedWait } from '../../resilience/askedWait.js'
import { MAX_DELAY_MS } from '../../time/clock.js'
import { isLateAnswer } from '../lateAnswer.js'
import type { Complaint } from '../logger.js'
import type { WorkerOptions } from './queueWorker.js'
import type { ClaimedJob } from './queueStore.js'

/** How an attempt ended. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'given back' }

/** What a dead letter says of a job in the middle of which its process ended too often. */
export class InterruptedError extends Error {
  override name = 'InterruptedError' as const
}

/** Stands for an error that throws when it is looked at. */
export const UNSHOWN = 'An error that can not be shown.'
/** What an error says is kept up to here, in characters. */
const MOST_ERROR = 2000
/** A job that a breaker refused waits so long at least, in milliseconds: some say that they refuse, and not for how long. */
const LEAST_REFUSED = 100
/** How it is told to a store that fails, in milliseconds: again and again, for what was done must not be done twice. */
const TELL_AGAIN = { first: 100, most: 5000 }

/** What becomes of a job that ended, until its store knows. */
export class Outcome<Data, Transaction> {
  readonly #options: WorkerOptions<Data, Transaction>
  readonly #claimed: ClaimedJob
  readonly #ending: Ending
  readonly #untold: Complaint
  #isUntold = false
  #isInHurry = false
  #wake: () => void = () => {}

  /** @param untold Of all outcomes of the queue: an outage is told of once, however many jobs ended in it. */
  constructor(
    options: WorkerOptions<Data, Transaction>,
    claimed: ClaimedJob,
    ending: Ending,
    untold: Complaint,
  ) {
    this.#options = options
    this.#claimed = claimed
    this.#ending = ending
    this.#untold = untold
  }

  /** The store has failed to hear of it. */
  get isUntold(): boolean {
    return this.#isUntold
  }

  /** Tells the store, however often that takes. */
  async tell(): Promise<void> {
    const { clock } = this.#options
    for (let waitMs = TELL_AGAIN.first; ; waitMs = Math.min(waitMs * 2, TELL_AGAIN.most)) {
      await this.#tryToTell()
      if (!this.#isUntold || this.#isInHurry) return
      await new Promise<void>((resolve) => {
        const timer = clock.setTimeout(resolve, waitMs)
        this.#wake = () => {
          clock.clearTimeout(timer)
          resolve()
        }
      })
      if (!this.#isUntold) return
    }
  }

  /** One more try, now. */
  async tellAgain(): Promise<void> {
    if (!this.#isUntold) return
    await this.#tryToTell()
    if (!this.#isUntold) this.#wake()
  }

  /** One more try, now, and none after it. */
  hurry(): void {
    this.#isInHurry = true
    this.#wake()
  }

  async #tryToTell(): Promise<void> {
    try {
      await this.#settle(this.#ending)
      this.#isUntold = false
      this.#untold.wentRight()
    } catch (error) {
      this.#isUntold = true
      this.#untold.tell(
        `The store of the queue ${this.#options.name} fails: how jobs ended can't be written yet. It is tried again.`,
        error,
      )
    }
  }

  async #settle(ending: Ending): Promise<void> {
    const { store, maxAttempts } = this.#options
    switch (ending.kind) {
      case 'done':
        await store.complete(this.#claimed)
        return
      case 'given back':
        await store.release(this.#claimed, { delayMs: 0 })
        return
      case 'refused': {
        const delayMs = Math.max(this.#askedMs(ending.error), LEAST_REFUSED)
        await store.release(this.#claimed, { delayMs })
        return
      }
      case 'failed': {
        const { error } = ending
        const attempt = this.#claimed.attempts + 1
        const isLast = attempt >= maxAttempts || error instanceof InterruptedError
        if (isLast || this.#isPermanent(error)) return this.#bury(error)
        const delayMs = Math.max(this.#backoffMs(attempt), this.#askedMs(error))
        await store.release(this.#claimed, { delayMs, error: textOf(error) })
      }
    }
  }

  async #bury(cause: unknown): Promise<void> {
    const { store, logger, name } = this.#options
    const error = textOf(cause)
    if (!(await store.bury(this.#claimed, error))) return
    logger.warn(
      `The job ${this.#claimed.key} of the queue ${name} was given up, and is a dead letter: ${error}`,
    )
    void this.#tellOfDead(error)
  }

  /** Nobody waits for it; a promise that rejects is caught like what throws: unhandled, it would end the process. */
  async #tellOfDead(error: string): Promise<void> {
    const { logger, name, onDead, clock } = this.#options
    const { id, key, data, attempts, addedAt } = this.#claimed
    try {
      const diedAt = clock.wallNow()
      await onDead({
        id,
        key,
        data: JSON.parse(data) as Data,
        attempts: attempts + 1,
        error,
        addedAt,
        diedAt,
      })
    } catch (thrown) {
      logger.warn(`onDead of the queue ${name} threw.`, thrown)
    }
  }

  #isPermanent(error: unknown): boolean {
    const { isPermanent, logger, name } = this.#options
    try {
      const isIt = isPermanent(error)
      if (isLateAnswer(isIt)) throw new TypeError('Expected true or false at once, got a promise.')
      return isIt
    } catch (thrown) {
      logger.warn(`isPermanent of the queue ${name} threw; the job is tried again.`, thrown)
      return false
    }
  }

  #backoffMs(attempt: number): number {
    const { backoff, random, logger, name } = this.#options
    try {
      const delayMs = backoff({ attempt }, random)
      if (delayMs >= 0) return Math.min(delayMs, MAX_DELAY_MS)
    } catch (thrown) {
      logger.warn(`The backoff of the queue ${name} threw.`, thrown)
    }
    return 60_000
  }

  #askedMs(error: unknown): number {
    return askedWait(error, this.#options.clock.wallNow())
  }
}

function textOf(error: unknown): string {
  try {
    return String(error).slice(0, MOST_ERROR)
  } catch {
    return UNSHOWN
  }
}
