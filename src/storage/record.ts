import type { Clock } from '../time/clock.js'
import { withDeadline } from '../time/deadline.js'
import type { StatusStorage, StorageMode } from './storage.js'

/** One value that is remembered under one key. Nothing that storage does makes any of it throw or reject. */
export interface StoredRecord<Data> {
  /**
   * What was saved last, here or by another page; `null` when there is nothing that still counts, or when `signal` says
   * that nobody waits any longer.
   */
  load(signal?: AbortSignal): Promise<Saved<Data> | null>
  /** Remembers `data`. While a write is under way only the newest waits for it; in memory it counts at once. */
  save(data: Data): void
  /** Forgets it. Resolves when storage has, or has failed to; no earlier write brings it back. */
  clear(): Promise<void>
}

/** Data with its age. */
export interface Saved<Data> {
  readonly data: Data
  /** Epoch milliseconds, never in the future. */
  readonly savedAt: number
}

/** Options of {@link createRecord}. */
export interface RecordOptions<Data> {
  readonly storage: StatusStorage
  readonly key: string
  /** Raised with the shape of the data: records of any other version are dropped. */
  readonly version: number
  /** Older records are dropped, in milliseconds. */
  readonly maxAge: number
  /** Reads what was stored, which may be anything; `null` (or an error) drops it. */
  readonly parse: (value: unknown) => Data | null
  readonly clock: Clock
  /** Told when storage first fails, and when a write succeeds after that. Must not throw. */
  readonly onMode?: (mode: StorageMode) => void
}

/** How long a read may take, in milliseconds. */
export const READ_DEADLINE = 1000
/** How long a write may take, in milliseconds. */
export const WRITE_DEADLINE = 2000

/** A deadline that passes so late passed while the page was frozen: storage had no chance to answer. In milliseconds. */
const SLEPT = 1000

/** How far in the future a record may lie before the clock must have been moved back, in milliseconds. */
const FUTURE_TOLERANCE = 60_000

/** What stands in storage: the data, when it was put there (epoch milliseconds), and in which version of its shape. */
interface Envelope {
  readonly version: number
  readonly savedAt: number
  readonly data: unknown
}

/** What storage ought to hold: an envelope, or nothing. Compared by identity. */
interface Wish {
  readonly envelope: Envelope | null
}

/** A record in storage, with a copy in memory that takes over where storage fails. */
export function createRecord<Data>(options: RecordOptions<Data>): StoredRecord<Data> {
  const { storage, key, version, maxAge, parse, clock, onMode } = options
  let mode: StorageMode = 'persistent'
  let wanted: Wish = { envelope: null }
  let written = wanted
  let writing: Promise<void> | null = null

  const enter = (next: StorageMode) => {
    if (mode === next) return
    mode = next
    onMode?.(next)
  }

  const read = (value: unknown): Saved<Data> | null => {
    const now = clock.wallNow()
    try {
      // It may be anything: what is no envelope fails one of the comparisons, or throws.
      const stored = value as Envelope
      const age = now - stored.savedAt
      if (stored.version !== version || !(age <= maxAge && age >= -FUTURE_TOLERANCE)) return null
      const data = parse(stored.data)
      // Within the tolerance a record is new: no age is ever negative.
      return data === null ? null : { data, savedAt: Math.min(stored.savedAt, now) }
    } catch {
      return null
    }
  }

  const wish = (envelope: Envelope | null): Promise<void> => {
    wanted = { envelope }
    return (writing ??= writeWanted())
  }

  const writeWanted = async (): Promise<void> => {
    // What failed is not repeated; what was asked for in the meantime is tried once.
    let failed: Wish | null = null
    while (wanted !== written && wanted !== failed) {
      const attempt = wanted
      await withDeadline({ clock, timeoutMs: WRITE_DEADLINE, sleptMs: SLEPT }, () => write(attempt)).catch(
        () => {
          failed = attempt
          enter('memory')
        },
      )
    }
    writing = null
  }

  const write = async (attempt: Wish): Promise<void> => {
    const { envelope } = attempt
    await (envelope ? storage.set(key, envelope) : storage.delete(key))
    written = attempt
    enter('persistent')
    // A write that was given up and lands late may have overwritten what is wanted now.
    if (wanted !== attempt) writing ??= writeWanted()
  }

  return {
    async load(signal) {
      const before = wanted
      // What storage does not hold yet, or could not be brought to hold, counts for more than what it does.
      if (wanted !== written) return read(wanted.envelope)
      try {
        const limits = { clock, timeoutMs: READ_DEADLINE, sleptMs: SLEPT, signal }
        const value = await withDeadline(limits, () => storage.get(key))
        return read(wanted === before ? value : wanted.envelope)
      } catch {
        if (signal?.aborted) return null
        enter('memory')
        return read(wanted.envelope)
      }
    },
    save: (data) => void wish({ version, savedAt: clock.wallNow(), data }),
    clear: () => wish(null),
  }
}
