/** What of BullMQ's `Queue` is used. */
export interface BullQueue {
  readonly name: string
  add(name: string, data: BullData, options: object): PromiseLike<unknown>
  getJob(id: string): PromiseLike<BullJob | undefined>
  /** A job that was removed meanwhile is left out, or `undefined`. */
  getJobs(
    states: BullState[],
    start: number,
    end: number,
    isOldestFirst: boolean,
  ): PromiseLike<readonly (BullJob | undefined)[]>
  getRanges(states: BullState[], start: number, end: number, isOldestFirst: boolean): PromiseLike<string[]>
  getJobCounts(...states: BullState[]): PromiseLike<{ readonly [state: string]: number }>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** What of BullMQ's `Worker` is used: one without a processor, which is asked for jobs. */
export interface BullWorker {
  readonly opts: { readonly lockDuration?: number }
  getNextJob(token: string, options: { block: boolean }): PromiseLike<BullJob | undefined>
  startStalledCheckTimer(): PromiseLike<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** What of BullMQ's `Job` is used. */
export interface BullJob {
  readonly id?: string | undefined
  /** What another tool added is anything. */
  readonly data: Partial<BullData> | null
  readonly attemptsMade: number
  readonly timestamp: number
  readonly delay: number
  readonly finishedOn?: number | undefined
  readonly failedReason: string
  opts: { attempts?: number; backoff?: unknown }
  extendLock(token: string, durationMs: number): PromiseLike<number>
  moveToCompleted(result: unknown, token: string, fetchNext: boolean): PromiseLike<unknown>
  moveToDelayed(at: number, token: string): PromiseLike<unknown>
  moveToFailed(error: Error, token: string, fetchNext: boolean): PromiseLike<unknown>
  moveToWait(token: string): PromiseLike<unknown>
  isFailed(): PromiseLike<boolean>
  retry(state: 'failed', options: { resetAttemptsMade: boolean }): PromiseLike<void>
  remove(): PromiseLike<void>
}

/** A job's data as it lies in Redis. */
export interface BullData {
  readonly data: unknown
  /** Tells two that were added with one key. */
  readonly added: string
  /** Of the data; left out by versions that had none. */
  readonly digest?: string
}

/** Where a job of BullMQ stands. */
export type BullState = 'wait' | 'prioritized' | 'delayed' | 'active' | 'failed'
