import { askedWait } from '../../resilience/askedWait.js'
import { isBreakerOpenError } from '../../resilience/errors.js'
import type { Timer } from '../../time/clock.js'
import { MAX_DELAY_MS } from '../../time/clock.js'
import { withDeadline } from '../../time/deadline.js'
import type { WorkerOptions } from './queueWorker.js'
import type { ClaimedJob } from './queueStore.js'

/** How an attempt ended. */
type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Nothing can be told the store: the lease was lost. */
  | { readonly kind: 'lost' }

/** The reason of a job's signal. */
class GivenBackError extends Error {
  override name = 'AbortError' as const
}

const GIVEN_BACK = 'The queue closes: the job is given back, and done later or by somebody else.'
const LOST = 'The lease of the job was lost: somebody else may be doing it.'
/** What an error says is kept up to here, in characters. */
const MOST_ERROR = 2000
/** A job that a breaker refused waits so long at least, in milliseconds: some say that they refuse, and not for how long. */
const LEAST_REFUSED = 100
/** How the outcome is told to a store that fails, in milliseconds: again and again, for what was done must not be done twice. */
const TELL_AGAIN = { first: 100, most: 5000 }

/** A job that is being done, from its claim until the store knows how it ended. */
export class RunningJob<Data, Transaction> {
  readonly #options: WorkerOptions<Data, Transaction>
  readonly #claimed: ClaimedJob
  readonly #controller = new AbortController()
  #leaseUntil: number
  #renewal: Timer | undefined
  #isEnding = false
  #isGivenBack = false
  #isLost = false
  #hurry: () => void = () => {}

  constructor(options: WorkerOptions<Data, Transaction>, claimed: ClaimedJob) {
    this.#options = options
    this.#claimed = claimed
    this.#leaseUntil = options.clock.now() + options.lease
  }

  /** Ends it as if it had never begun. */
  giveBack(): void {
    this.#isGivenBack = true
    this.#endRenewal()
    this.#controller.abort(new GivenBackError(GIVEN_BACK))
    this.#hurry()
  }

  /** Resolves when the store knows the outcome, or can't be told. `true`: the job was done. */
  async run(): Promise<boolean> {
    if (!this.#isGivenBack) this.#renewLater()
    const ending = await this.#attempt()
    await this.#tell(ending)
    this.#endRenewal()
    return ending.kind === 'done'
  }

  async #attempt(): Promise<Ending> {
    const { clock, timeout, breaker, perform } = this.#options
    const { id, key, data, attempts, addedAt } = this.#claimed
    const { signal: ended } = this.#controller
    try {
      const parsed = JSON.parse(data) as Data
      const action = () =>
        withDeadline({ clock, timeoutMs: timeout, signal: ended }, (signal) =>
          perform({ id, key, data: parsed, attempt: attempts + 1, addedAt, signal }),
        )
      await (breaker ? breaker.execute(action, { signal: ended }) : action())
      return { kind: 'done' }
    } catch (error) {
      return this.#isLost ? { kind: 'lost' } : { kind: 'failed', error }
    }
  }

  /** Tells the store, however often that takes. */
  async #tell(ending: Ending): Promise<void> {
    if (ending.kind === 'lost') return
    const { clock, logger, name } = this.#options
    let waitMs = TELL_AGAIN.first
    for (;;) {
      try {
        return await this.#settle(ending)
      } catch (error) {
        if (waitMs === TELL_AGAIN.first)
          logger.warn(
            `The store of the queue ${name} fails: how a job ended could not be written yet.`,
            error,
          )
      }
      if (this.#isGivenBack || this.#isLost) return
      await new Promise<void>((resolve) => {
        const timer = clock.setTimeout(resolve, waitMs)
        this.#hurry = () => {
          clock.clearTimeout(timer)
          resolve()
        }
      })
      waitMs = Math.min(waitMs * 2, TELL_AGAIN.most)
    }
  }

  async #settle(ending: Exclude<Ending, { kind: 'lost' }>): Promise<void> {
    const { store, maxAttempts } = this.#options
    if (ending.kind === 'done') {
      await store.complete(this.#claimed)
      return
    }
    const { error } = ending
    const attempt = this.#claimed.attempts + 1
    if (error instanceof GivenBackError) await store.release(this.#claimed, { delayMs: 0 })
    else if (isBreakerOpenError(error)) {
      await store.release(this.#claimed, { delayMs: Math.max(this.#askedMs(error), LEAST_REFUSED) })
    } else if (attempt >= maxAttempts || this.#isPermanent(error)) await this.#bury(error)
    else {
      const delayMs = Math.max(this.#backoffMs(attempt), this.#askedMs(error))
      await store.release(this.#claimed, { delayMs, error: textOf(error) })
    }
  }

  async #bury(cause: unknown): Promise<void> {
    const { store, logger, name, onDead, clock } = this.#options
    const { id, key, data, attempts, addedAt } = this.#claimed
    const error = textOf(cause)
    if (!(await store.bury(this.#claimed, error))) return
    logger.warn(`The job ${key} of the queue ${name} was given up, and is a dead letter: ${error}`)
    try {
      const diedAt = clock.wallNow()
      onDead({ id, key, data: JSON.parse(data) as Data, attempts: attempts + 1, error, addedAt, diedAt })
    } catch (thrown) {
      logger.warn(`onDead of the queue ${name} threw.`, thrown)
    }
  }

  #isPermanent(error: unknown): boolean {
    const { isPermanent, logger, name } = this.#options
    try {
      return isPermanent(error)
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

  #renewLater(): void {
    const { clock, lease } = this.#options
    this.#renewal = clock.setTimeout(() => void this.#renew(), lease / 3)
  }

  async #renew(): Promise<void> {
    const { clock, store, lease } = this.#options
    const askedAt = clock.now()
    try {
      if (await store.renew(this.#claimed, lease)) this.#leaseUntil = askedAt + lease
      else this.#lose()
    } catch {
      // The store's errors are told of where they matter; it may be back before the lease is over.
      if (clock.now() >= this.#leaseUntil) this.#lose()
    }
    if (!this.#isEnding && !this.#isLost) this.#renewLater()
  }

  #endRenewal(): void {
    this.#isEnding = true
    if (this.#renewal !== undefined) this.#options.clock.clearTimeout(this.#renewal)
  }

  #lose(): void {
    this.#isLost = true
    this.#controller.abort(new Error(LOST))
    this.#hurry()
  }
}

function textOf(error: unknown): string {
  try {
    return String(error).slice(0, MOST_ERROR)
  } catch {
    return 'An error that can not be shown.'
  }
}
