/**
 * What happens to a job, as data that JSON can hold: a journal is a list of these, and a `JobBook` is what they come to.
 * Times are epoch milliseconds. No lease outlives the process that has its jobs in memory.
 */
export type JobEntry =
  | AddedEntry
  /** Where nothing follows, the process ended in the middle. */
  | { readonly kind: 'begun'; readonly id: string }
  | {
      readonly kind: 'released'
      readonly id: string
      readonly attempts: number
      readonly dueAt: number
      readonly delayMs: number
    }
  | {
      readonly kind: 'died'
      readonly id: string
      readonly attempts: number
      readonly error: string
      readonly diedAt: number
    }
  /** A dead letter waits again, behind those that were added before. */
  | { readonly kind: 'revived'; readonly id: string; readonly place: number }
  | DoneEntry
  | { readonly kind: 'discarded'; readonly id: string }

/** A job is kept. */
export interface AddedEntry {
  readonly kind: 'added'
  readonly id: string
  readonly queue: string
  readonly key: string
  readonly orderBy?: string | undefined
  readonly data: string
  /** Of the data; left out by versions that had none. */
  readonly digest?: string | undefined
  /** Its turn among the others. */
  readonly place: number
  readonly attempts: number
  /** @default 0 */
  readonly interruptions?: number
  readonly addedAt: number
  readonly dueAt: number
  /** It waits no longer than this, whatever has been done to the clock since. */
  readonly delayMs: number
}

/** A job was done; its key is remembered. */
export interface DoneEntry {
  readonly kind: 'done'
  readonly id: string
  readonly queue: string
  readonly key: string
  /** As that of {@link AddedEntry}. */
  readonly digest?: string | undefined
  readonly doneAt: number
}
