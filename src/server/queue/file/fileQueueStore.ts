import { realpath } from 'node:fs/promises'
import type { Clock } from '../../../time/clock.js'
import { systemClock } from '../../../time/clock.js'
import { expect } from '../../expect.js'
import type { HealthLogger } from '../../logger.js'
import { safeLogger } from '../../logger.js'
import type { OpenBook } from '../memory/bookStore.js'
import { BookLostError, bookStore } from '../memory/bookStore.js'
import { JobBook } from '../memory/jobBook.js'
import type { StoreLimits } from '../memory/storeLimits.js'
import { expectLimits } from '../memory/storeLimits.js'
import type { QueueStore } from '../queueStore.js'
import { FileLock } from './fileLock.js'
import type { Durability } from './journalFile.js'
import { JournalFile } from './journalFile.js'

/** Options of {@link fileQueueStore}. */
export interface FileQueueStoreOptions extends StoreLimits {
  /** What survives: `'disk'` the machine's power, `'process'` the process and not the machine. @default 'disk' */
  readonly durability?: Durability
  /** Told of damage, and of what could not be written. @default console */
  readonly logger?: HealthLogger
  /** @default the platform's */
  readonly clock?: Clock
}

/**
 * Keeps jobs in a file of this process's own, on a disk of this machine: an append-only journal, with all jobs in memory
 * beside it. Nothing is opened before the first use; a file that can't be opened is tried again by the next.
 *
 * One process at a time: another one's use of the same file rejects, until this one has closed it or was killed.
 * Throws a TypeError when an option is malformed.
 */
export function fileQueueStore(path: string, options: FileQueueStoreOptions = {}): QueueStore {
  expect(typeof path === 'string' && path !== '', 'fileQueueStore path', 'a path', path)
  const { durability = 'disk', logger: given = console, clock = systemClock, ...rest } = options
  const isDurability = durability === 'disk' || durability === 'process'
  expect(isDurability, 'fileQueueStore durability', "'disk' or 'process'", durability)
  const limits = expectLimits('fileQueueStore', rest)
  const logger = safeLogger(given)

  return bookStore(() => openBook(path, { ...limits, durability, logger, clock }))
}

async function openBook(
  given: string,
  { durability, logger, clock, ...limits }: Required<FileQueueStoreOptions>,
): Promise<OpenBook> {
  // A link stays one, and its file has one lock, whatever it is called.
  const path = await realpath(given).catch(() => given)
  const lock = await FileLock.take(`${path}.lock`, clock)
  try {
    const book = new JobBook(clock, limits)
    const journal = await JournalFile.open(path, book, durability, logger)
    return {
      book,
      async keep(entries) {
        if (!(await lock.isHeld()))
          throw new BookLostError(`Another process has taken ${path}. The file is opened again.`)
        await journal.keep(entries)
      },
      settled: () => journal.tidy(book),
      async close() {
        await journal.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
