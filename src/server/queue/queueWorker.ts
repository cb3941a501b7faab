import type { Timer } from '../../time/clock.js'
import type { Complaint } from '../logger.js'
import { createComplaint } from '../logger.js'
import type { Job } from './queue.js'
import type { ResolvedQueueOptions } from './queueOptions.js'
import type { ClaimedJob } from './queueStore.js'
import { RunningJob } from './runningJob.js'
import { sleepOn } from './wakeUps.js'

/** What a worker needs: the options of a queue that has something to do. */
export type WorkerOptions<Data, Transaction> = ResolvedQueueOptions<Data, Transaction> & {
  readonly perform: (job: Job<Data>) => unknown
}

/** A store that failed is asked again after this, doubling to the most, in milliseconds. */
const STORE_BACK_OFF = { first: 100, most: 5000 }
/** A job that is due and could not be claimed is asked for again after this at the soonest, in milliseconds. */
const SOONEST = 10
/** A breaker that says nothing of its own is looked at again after this, in milliseconds. */
const LOOK_AGAIN = 30_000
/** How long jobs that were given back may take to go, in milliseconds. */
const LAST_WORDS = 1000

/** Does the jobs of a queue: takes those that are due, as many as may run at once, and waits for the next. */
export class QueueWorker<Data, Transaction> {
  readonly #options: WorkerOptions<Data, Transaction>
  readonly #storeFails: Complaint
  readonly #untold: Complaint
  readonly #running = new Map<RunningJob<Data, Transaction>, Promise<void>>()
  readonly #starts = new Set<object>()
  #unsubscribe: (() => void) | undefined
  #wakeNoMore: (() => void) | undefined
  #timer: Timer | undefined
  #claiming: Promise<void> | undefined
  #isWoken = false
  #isClosed = false
  #storeWaitMs = STORE_BACK_OFF.first
  /** How many may run at once; at the start, and after an outage of what they call, few at first. */
  #pace = 1
  #hasBegun = false

  constructor(options: WorkerOptions<Data, Transaction>) {
    this.#options = options
    this.#storeFails = createComplaint(options.logger)
    this.#untold = createComplaint(options.logger)
  }

  start(): () => void {
    const start = {}
    if (this.#isClosed) return () => {}
    this.#starts.add(start)
    const { breaker, store, name } = this.#options
    this.#unsubscribe ??= breaker?.subscribe(() => this.wake())
    this.#wakeNoMore ??= sleepOn(store, name, this)
    this.wake()
    return () => {
      if (this.#starts.delete(start) && this.#starts.size === 0) this.#rest()
    }
  }

  /** Something may be due. */
  wake(): void {
    this.#isWoken = true
    if (this.#starts.size === 0 || this.#claiming) return
    this.#claiming = this.#claim().finally(() => {
      this.#claiming = undefined
      if (this.#isWoken) this.wake()
    })
  }

  async close(patience: number): Promise<void> {
    this.#isClosed = true
    this.#starts.clear()
    this.#rest()
    await this.#within(patience)
    for (const job of this.#running.keys()) job.giveBack()
    await this.#within(LAST_WORDS)
  }

  /** Waits for what is under way, so long at the most. */
  async #within(ms: number): Promise<void> {
    const { clock } = this.#options
    let timer: Timer | undefined
    const late = new Promise<void>((resolve) => {
      timer = clock.setTimeout(resolve, ms)
    })
    const done = Promise.resolve(this.#claiming).then(() => Promise.all(this.#running.values()))
    await Promise.race([done, late])
    clock.clearTimeout(timer!)
  }

  async #claim(): Promise<void> {
    this.#isWoken = false
    this.#disarm()
    const { breaker, store, name, lease } = this.#options
    const isGentle = breaker && breaker.state.kind !== 'closed' && breaker.state.kind !== 'forced-closed'
    if (isGentle) {
      this.#pace = 1
      this.#hasBegun = true
    }
    const refusedMs = breaker?.retryAfterMs() ?? 0
    if (refusedMs > 0) return this.#arm(Math.min(refusedMs, LOOK_AGAIN))
    await this.#tellAgain()
    // It was stopped meanwhile; or this claim may take what was done: how that ended is told first, and wakes it again.
    if (this.#starts.size === 0 || [...this.#running.keys()].some((job) => job.isAtRisk)) return
    const room = this.#pace - this.#running.size
    if (room <= 0) return
    try {
      const claimed = await store.claim({ queue: name, limit: room, leaseMs: lease })
      for (const job of claimed) this.#run(job)
      this.#begin(claimed[0])
      if (claimed.length === room) return this.#storeWorks()
      const dueMs = await store.dueIn(name)
      this.#storeWorks()
      const waitMs = Math.min(dueMs ?? Infinity, store.pollInterval ?? Infinity)
      if (waitMs < Infinity) this.#arm(Math.max(waitMs, SOONEST))
    } catch (error) {
      this.#storeFails.tell(
        `The store of the queue ${name} fails: its jobs wait until it works again. Nothing that was kept is lost.`,
        error,
      )
      this.#arm(this.#storeWaitMs)
      this.#storeWaitMs = Math.min(this.#storeWaitMs * 2, STORE_BACK_OFF.most)
    }
  }

  /** Before more is claimed: where a lease was over meanwhile, the same job would be due again. */
  async #tellAgain(): Promise<void> {
    const untold = [...this.#running.keys()].filter((job) => job.isUntold)
    if (untold.length > 0) await Promise.all(untold.map((job) => job.tellAgain()))
  }

  #storeWorks(): void {
    this.#storeFails.wentRight()
    this.#storeWaitMs = STORE_BACK_OFF.first
  }

  /** One that was interrupted may be what ended the process: it runs alone, so that it takes no other with it. */
  #begin(first: ClaimedJob | undefined): void {
    if (this.#hasBegun || !first) return
    this.#hasBegun = true
    if ((first.interruptions ?? 0) > 0) return
    this.#pace = this.#options.concurrency
    this.#isWoken = true
  }

  #run(claimed: ClaimedJob): void {
    const job = new RunningJob(this.#options, claimed, this.#untold)
    if (this.#isClosed) job.giveBack()
    const done = job.run().then((hasSucceeded) => {
      this.#running.delete(job)
      if (hasSucceeded) this.#pace = Math.min(this.#pace + 1, this.#options.concurrency)
      this.wake()
    })
    this.#running.set(job, done)
  }

  #rest(): void {
    this.#disarm()
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    this.#wakeNoMore?.()
    this.#wakeNoMore = undefined
  }

  /** Not unref'd: a process with nothing else to do must not end while jobs wait. */
  #arm(delayMs: number): void {
    this.#disarm()
    if (this.#starts.size === 0) return
    this.#timer = this.#options.clock.setTimeout(() => this.wake(), delayMs)
  }

  #disarm(): void {
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
