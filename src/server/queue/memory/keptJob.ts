/** A job in memory. A value: what changes is another one. */
export interface KeptJob {
  readonly id: string
  readonly queue: string
  readonly key: string
  readonly orderBy: string | undefined
  readonly data: string
  /** Of the data; `undefined` where it was kept by a version that had none. */
  readonly digest?: string | undefined
  readonly place: number
  readonly attempts: number
  /** How often in a row it was begun, and nothing came of it. */
  readonly interruptions: number
  /** Epoch milliseconds, to be shown. */
  readonly addedAt: number
  /** The same, monotonic. */
  readonly keptSince: number
  readonly standing: Standing
}

/** Where a job stands. Times to wait for are monotonic, others epoch milliseconds. */
export type Standing =
  | { readonly kind: 'waiting'; readonly dueAt: number; readonly wallDueAt: number; readonly delayMs: number }
  | { readonly kind: 'claimed'; readonly token: string; readonly until: number }
  | { readonly kind: 'dead'; readonly error: string; readonly diedAt: number }

/** Due at once. */
export const DUE: Standing = { kind: 'waiting', dueAt: 0, wallDueAt: 0, delayMs: 0 }
