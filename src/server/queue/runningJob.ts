import { isBreakerOpenError } from '../../resilience/errors.js'
import type { Timer } from '../../time/clock.js'
import { withDeadline } from '../../time/deadline.js'
import type { Complaint } from '../logger.js'
import type { Ending } from './outcome.js'
import { InterruptedError, Outcome, UNSHOWN } from './outcome.js'
import type { WorkerOptions } from './queueWorker.js'
import type { ClaimedJob } from './queueStore.js'

/** How an attempt ended; of one whose lease was lost nothing can be told the store. */
type Ended = Ending | { readonly kind: 'lost' }

/** The reason of a job's signal. */
class GivenBackError extends Error {
  override name = 'AbortError' as const
}

const GIVEN_BACK = 'The queue closes: the job is given back, and done later or by somebody else.'
const LOST = 'The lease of the job was lost: somebody else may be doing it.'

/** A job that is being done, from its claim until the store knows how it ended. */
export class RunningJob<Data, Transaction> {
  readonly #options: WorkerOptions<Data, Transaction>
  readonly #claimed: ClaimedJob
  readonly #untold: Complaint
  readonly #controller = new AbortController()
  #leaseUntil: number
  #renewal: Timer | undefined
  #isEnding = false
  #hasEnded = false
  #isGivenBack = false
  #isLost = false
  #outcome: Outcome<Data, Transaction> | undefined

  /** @param untold See {@link Outcome}. */
  constructor(options: WorkerOptions<Data, Transaction>, claimed: ClaimedJob, untold: Complaint) {
    this.#options = options
    this.#claimed = claimed
    this.#untold = untold
    this.#leaseUntil = options.clock.now() + options.lease
  }

  /** Ends it as if it had never begun. */
  giveBack(): void {
    this.#isGivenBack = true
    this.#endRenewal()
    this.#controller.abort(new GivenBackError(GIVEN_BACK))
    this.#outcome?.hurry()
  }

  /** Resolves when the store knows the outcome, or can't be told. `true`: the job was done. */
  async run(): Promise<boolean> {
    if (!this.#isGivenBack) this.#renewLater()
    const ending = await this.#attempt()
    this.#hasEnded = true
    if (ending.kind !== 'lost') {
      this.#outcome = new Outcome(this.#options, this.#claimed, ending, this.#untold)
      if (this.#isGivenBack || this.#isLost) this.#outcome.hurry()
      await this.#outcome.tell()
    }
    this.#endRenewal()
    return ending.kind === 'done'
  }

  async #attempt(): Promise<Ended> {
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
    return this.#outcome?.isUntold ?? false
  }

  /** Its lease is over, and the store does not know how it ended: whoever claims it next would do it again. */
  get isAtRisk(): boolean {
    return this.isUntold && this.#options.clock.now() >= this.#leaseUntil
  }

  /** Tells the store once more, now. */
  async tellAgain(): Promise<void> {
    await this.#outcome?.tellAgain()
  }

  #renewLater(): void {
    const { clock, lease } = this.#options
    this.#renewal = clock.setTimeout(() => void this.#renew(), lease / 3)
  }

  async #renew(): Promise<void> {
    const { clock, store, lease } = this.#options
    const askedAt = clock.now()
    // A store that hangs must not hide that the lease is over from one that still runs.
    const timeoutMs = this.#hasEnded ? lease : Math.max(this.#leaseUntil - askedAt, 0)
    try {
      if (await withDeadline({ clock, timeoutMs }, () => store.renew(this.#claimed, lease)))
        this.#leaseUntil = askedAt + lease
      else this.#lose()
    } catch {
      // The store's errors are told of where they matter; it may be back before the lease is over. What was done is held on
      // to all the same: perhaps nobody has claimed it since.
      if (clock.now() >= this.#leaseUntil && !this.#hasEnded) this.#lose()
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
    this.#outcome?.hurry()
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
