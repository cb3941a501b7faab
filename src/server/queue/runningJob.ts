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
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'given back' }
  /** Nothing can be told the store: the lease was lost. */
  | { readonly kind: 'lost' }

type Told = Exclude<Ending, { kind: 'lost' }>

/** The reason of a job's signal. */
class GivenBackError extends Error {
  override name = 'AbortError' as const
}

/** What a dead letter says of a job in the middle of which its process ended too often. */
class InterruptedError extends Error {
  override name = 'InterruptedError' as const
}

const GIVEN_BACK = 'The queue closes: the job is given back, and done later or by somebody else.'
const LOST = 'The lease of the job was lost: somebody else may be doing it.'
const UNSHOWN = 'An error that can not be shown.'
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
  #hasEnded = false
  #untold: Told | undefined
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
    this.#hasEnded = true
    await this.#tell(ending)
    this.#endRenewal()
    return ending.kind === 'done'
  }

  async #attempt(): Promise<Ending> {
    const { clock, timeout, breaker, perform } = this.#options
    const { id, key, data, attempts, addedAt, interruptions = 0 } = this.#claimed
    if (interruptions >= this.#options.maxInterruptions) return tooOften(interruptions)
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
      return this.#isLost ? { kind: 'lost' } : endingOf(error)
    }
  }

  /** The store could not be told yet how it ended. */
  get isUntold(): boolean {
    return this.#untold !== undefined
  }

  /** Tells the store once more, now. */
  async tellAgain(): Promise<void> {
    if (!this.#untold) return
    await this.#tryToTell(this.#untold)
    if (!this.#untold) this.#hurry()
  }

  /** Tells the store, however often that takes. */
  async #tell(ending: Ending): Promise<void> {
    if (ending.kind === 'lost') return
    const { clock } = this.#options
    for (let waitMs = TELL_AGAIN.first; ; waitMs = Math.min(waitMs * 2, TELL_AGAIN.most)) {
      await this.#tryToTell(ending)
      if (!this.#untold || this.#isGivenBack || this.#isLost) return
      await new Promise<void>((resolve) => {
        const timer = clock.setTimeout(resolve, waitMs)
        this.#hurry = () => {
          clock.clearTimeout(timer)
          resolve()
        }
      })
      if (!this.#untold) return
    }
  }

  async #tryToTell(ending: Told): Promise<void> {
    const { logger, name } = this.#options
    try {
      await this.#settle(ending)
      this.#untold = undefined
    } catch (error) {
      if (!this.#untold)
        logger.warn(`The store of the queue ${name} fails: how a job ended could not be written yet.`, error)
      this.#untold = ending
    }
  }

  async #settle(ending: Told): Promise<void> {
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
    // A store that hangs must not hide that the lease is over.
    const timeoutMs = Math.max(this.#leaseUntil - askedAt, 0)
    try {
      if (await withDeadline({ clock, timeoutMs }, () => store.renew(this.#claimed, lease)))
        this.#leaseUntil = askedAt + lease
      else this.#lose()
    } catch {
      // The store's errors are told of where they matter; it may be back before the lease is over.
      if (clock.now() >= this.#leaseUntil) return this.#expire()
    }
    if (!this.#isEnding && !this.#isLost) this.#renewLater()
  }

  /** What was done is told all the same: perhaps nobody has claimed it since. */
  #expire(): void {
    if (!this.#hasEnded) this.#lose()
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

function tooOften(interruptions: number): Ending {
  const message = `The process ended ${interruptions} times in a row in the middle of this job: it may be what ends it.`
  return { kind: 'failed', error: new InterruptedError(message) }
}

function endingOf(error: unknown): Ending {
  try {
    if (error instanceof GivenBackError) return { kind: 'given back' }
    if (isBreakerOpenError(error)) return { kind: 'refused', error }
    return { kind: 'failed', error }
  } catch {
    // What can not even be looked at.
    return { kind: 'failed', error: new Error(UNSHOWN) }
  }
}

function textOf(error: unknown): string {
  try {
    return String(error).slice(0, MOST_ERROR)
  } catch {
    return UNSHOWN
  }
}
