/**
 * Where a queue keeps its jobs: `fileQueueStore`, `sqlQueueStore`, or one of your own. Each method resolves when what it
 * did would survive the process. Time is the store's own: several processes may share one, and their clocks differ.
 *
 * `Transaction` is what `add` can be part of, where the store has transactions.
 */
export interface QueueStore<Transaction = never> {
  /** Keeps a job, unless the queue knows its key already: then it says which one has it. */
  add(job: NewJob, within?: Transaction): Promise<KeptUnderKey>
  /**
   * Takes up to `limit` jobs that are due, the oldest first, each for `leaseMs`; of those with the same `orderBy` only
   * the first that is neither done nor dead. One whose lease is over is due again.
   */
  claim(request: ClaimRequest): Promise<readonly ClaimedJob[]>
  /** Each of these gives `false`, and does nothing, when the lease has passed to somebody else. */
  renew(claim: Claim, leaseMs: number): Promise<boolean>
  complete(claim: Claim): Promise<boolean>
  /** Back to those that wait, due after `delayMs`. */
  release(claim: Claim, release: Release): Promise<boolean>
  /** To the dead letters. */
  bury(claim: Claim, error: string): Promise<boolean>
  counts(queue: string): Promise<QueueCounts>
  /** The oldest first; those after the id `after`. */
  deadLetters(
    queue: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<readonly KeptLetter[]>
  /** A dead letter waits again, as if new; before or behind others of its order, as the store can. `false` when there is none. */
  retry(queue: string, id: string): Promise<boolean>
  /** Forgets a dead letter. `false` when there is none of this id. */
  discard(queue: string, id: string): Promise<boolean>
  /** Milliseconds until something may be due; `undefined` when nothing waits. */
  dueIn(queue: string): Promise<number | undefined>
  /** How often to look for what others have added, in milliseconds; left out where nobody else can. */
  readonly pollInterval?: number
  close(): Promise<void>
}

/** The job that has a key. */
export interface KeptUnderKey {
  readonly id: string
  /** It was kept just now. */
  readonly isNew: boolean
  /** Of its data; left out where nobody knows any more. */
  readonly digest?: string
}

/** A job to be kept. */
export interface NewJob {
  readonly queue: string
  /** Once per queue, for as long as the store remembers those that are done. */
  readonly key: string
  readonly orderBy: string | undefined
  /** JSON. */
  readonly data: string
  /** Of the data: as long as a key is remembered, so is this. */
  readonly digest: string
  readonly delayMs: number
}

/** Who asks for jobs. */
export interface ClaimRequest {
  readonly queue: string
  readonly limit: number
  readonly leaseMs: number
}

/** A job that is somebody's for now. */
export interface Claim {
  readonly queue: string
  readonly id: string
  /** Fencing token: another one for each time that the job was claimed. */
  readonly token: string
}

/** A claimed job as it was kept. */
export interface ClaimedJob extends Claim {
  readonly key: string
  readonly data: string
  /** How often it was begun before, refused and interrupted ones apart. */
  readonly attempts: number
  /**
   * How often in a row it was claimed before, and nobody said what became of it. Left out where the store buries such
   * jobs by itself.
   */
  readonly interruptions?: number
  /** Epoch milliseconds. */
  readonly addedAt: number
}

/** How a job goes back. */
export interface Release {
  readonly delayMs: number
  /** Why it failed; left out where it was not tried, which is no attempt. */
  readonly error?: string
}

/** How many jobs a queue has, by what becomes of them. */
export interface QueueCounts {
  /** Due, or behind one that is not done yet. */
  readonly waiting: number
  /** Due later: failed ones between two attempts among them. */
  readonly delayed: number
  /** Claimed, and the lease is not over. */
  readonly active: number
  readonly dead: number
  /** How long the oldest that is not done has been kept, in milliseconds; 0 when there is none. */
  readonly oldestMs: number
}

/** A dead letter as it was kept. */
export interface KeptLetter {
  readonly id: string
  readonly key: string
  readonly orderBy: string | undefined
  readonly data: string
  readonly attempts: number
  readonly error: string
  /** Epoch milliseconds. */
  readonly addedAt: number
  /** Epoch milliseconds. */
  readonly diedAt: number
}
