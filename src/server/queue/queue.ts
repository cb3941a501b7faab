import type { QueueCounts } from './queueStore.js'

/** Work that is kept until it is done: e-mails, web hooks, writes to a database that is down. */
export interface Queue<Data, Transaction = never> {
  readonly name: string
  /**
   * Resolves when the job is kept: from then on it is done, however often the process is killed, or it becomes a dead
   * letter. Rejects when it could not be kept: with a `KeyReusedError` when its key names a job with other data, with a
   * TypeError when it is malformed.
   */
  add(data: Data, options?: AddOptions<Transaction>): Promise<AddedJob>
  counts(): Promise<QueueCounts>
  /** The oldest first. @param page `limit` is 100 by default; `after` is the id of the last one of the page before. */
  deadLetters(page?: {
    readonly limit?: number
    readonly after?: string
  }): Promise<readonly DeadLetter<Data>[]>
  /** Tries a dead letter again, as if new. `false` when there is none of this id. */
  retry(id: string): Promise<boolean>
  /** Forgets a dead letter. `false` when there is none of this id. */
  discard(id: string): Promise<boolean>
  /** Does the jobs from now on; returns the stop. As many stops as starts end it. */
  start(): () => void
  /**
   * The end: begins no further job, waits for those that run (`patience`, 10 s by default), and gives back the others.
   * More than once is harmless.
   */
  close(options?: { readonly patience?: number }): Promise<void>
}

/** How a job is added. */
export interface AddOptions<Transaction = never> {
  /**
   * Names what the job is about, once: added again, also after it was done, it is the same job. @default a random UUID,
   * so that each is another one
   */
  readonly key?: string
  /** Jobs that have the same are done one after the other, in the order in which they were added. @default none */
  readonly orderBy?: string
  /** Not before so many milliseconds. @default 0 */
  readonly delay?: number
  /** A transaction of the store's own database: the job is kept if that is committed. @default a transaction of its own */
  readonly within?: Transaction
}

/** A job that is kept. */
export interface AddedJob {
  readonly id: string
  readonly key: string
  /** The queue knew its key already. */
  readonly isDuplicate: boolean
}

/** A job, as `perform` is given it. */
export interface Job<Data> {
  readonly id: string
  /**
   * The same in all attempts. A job may be done again although it was done (the process was killed before it could say so):
   * hand the key on, as `Message-ID` or `Idempotency-Key`, so that whoever gets it twice can tell.
   */
  readonly key: string
  readonly data: Data
  /** Counts from 1. */
  readonly attempt: number
  /** Epoch milliseconds. */
  readonly addedAt: number
  /** Aborts when the time is up, when the lease was lost, or when the queue closes and has waited long enough. */
  readonly signal: AbortSignal
}

/** A job that was given up. */
export interface DeadLetter<Data> {
  readonly id: string
  readonly key: string
  readonly data: Data
  readonly attempts: number
  /** What the last attempt failed with. */
  readonly error: string
  /** Epoch milliseconds. */
  readonly addedAt: number
  /** Epoch milliseconds. */
  readonly diedAt: number
}
