import type { History, Sighting } from '../health/history.js'
import { EMPTY_HISTORY, joinHistories, withSighting } from '../health/history.js'
import { createRecord } from '../storage/record.js'
import type { StatusStorage } from '../storage/storage.js'
import type { Clock } from '../time/clock.js'
import { readHistory } from './readHistory.js'
import { reuse } from './structuralSharing.js'

/** The history, kept beyond the page. None of its methods throws or rejects; nothing waits for it. */
export interface KeptHistory {
  /** What has been seen, here and in earlier pages: the same object until something is added. */
  get(): History
  add(sighting: Sighting): void
  /** The same for what another tab has seen, and keeps. */
  see(sighting: Sighting): void
  /** Begins to read what was kept: at a start, and after an absence in which others may have kept more. */
  load(): void
  /** Nobody waits for it any longer: leaves no timer. */
  giveUp(): void
  forget(): Promise<void>
}

/** What it is made of. */
export interface KeptHistoryPorts {
  readonly clock: Clock
  readonly storage: StatusStorage
  readonly key: string
  /** What was kept has been added. */
  onRead(this: void): void
}

/** Between two writes without a transition, in milliseconds. */
const WRITE_GAP = 60_000
/** A browser that stayed away for longer has seen none of the days that count. */
const MAX_AGE = 91 * 86_400_000
/** Raised with the stored shape: records of another version are dropped. */
const VERSION = 1

/** Keeps the history in one versioned record. */
export function createKeptHistory({ clock, storage, key, onRead }: KeptHistoryPorts): KeptHistory {
  const record = createRecord<History>({
    storage,
    key,
    version: VERSION,
    maxAge: MAX_AGE,
    parse: readHistory,
    clock,
  })
  let history = reuse(EMPTY_HISTORY, null)
  /** What of it was seen here and is not written yet. */
  let unsaved = EMPTY_HISTORY
  let reading: AbortController | null = null
  /** What others kept is in `history`. Nothing is written before, as it would take its place. */
  let isWhole = false
  let savedAt = -Infinity

  const save = () => {
    savedAt = clock.now()
    record.save(history)
    unsaved = EMPTY_HISTORY
  }

  const read = async (signal: AbortSignal) => {
    const stored = await record.load(signal)
    if (signal.aborted) return
    reading = null
    isWhole = true
    if (stored) history = reuse(joinHistories(stored.data, unsaved), history)
    if (unsaved !== EMPTY_HISTORY) save()
    if (stored) onRead()
  }

  const giveUp = () => {
    reading?.abort()
    reading = null
  }

  return {
    get: () => history,
    add(sighting) {
      const before = history.transitions.at(-1)
      history = reuse(withSighting(history, sighting), history)
      unsaved = withSighting(unsaved, sighting)
      const isTransition = history.transitions.at(-1) !== before
      if (isWhole && (isTransition || clock.now() - savedAt >= WRITE_GAP)) save()
    },
    see(sighting) {
      history = reuse(withSighting(history, sighting), history)
    },
    load() {
      if (reading) return
      isWhole = false
      reading = new AbortController()
      void read(reading.signal)
    },
    giveUp,
    async forget() {
      giveUp()
      history = reuse(EMPTY_HISTORY, null)
      unsaved = EMPTY_HISTORY
      isWhole = true
      savedAt = -Infinity
      await record.clear()
    },
  }
}
