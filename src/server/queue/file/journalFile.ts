import type { FileHandle } from 'node:fs/promises'
import { appendFile, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HealthLogger } from '../../logger.js'
import type { JobBook } from '../memory/jobBook.js'
import type { JobEntry } from '../memory/jobEntry.js'
import { syncDirectory, writeAll } from './fileWrites.js'
import type { JournalEntry } from './journalLine.js'
import { writeLine } from './journalLine.js'
import { readJournal } from './readJournal.js'

/** How sure it is that what was kept stays kept. */
export type Durability =
  /** Written through to the disk: survives the machine's power. */
  | 'disk'
  /** Handed to the system: survives the process, and not the machine. */
  | 'process'

/** A smaller file is not worth writing anew, in bytes. */
const LEAST_TO_REWRITE = 2 ** 20
/** How much is put together before it is written, in characters. */
const PIECE = 2 ** 20

/** A journal of jobs in a file. */
export class JournalFile {
  readonly #path: string
  readonly #durability: Durability
  readonly #logger: HealthLogger
  #file: FileHandle
  /** Up to here all is kept; what stands behind is of a write that failed. */
  #size = 0
  /** Its size when it was last as small as it can be. */
  #leastSize = 0
  #hasScraps = false
  #isDirectoryDue = false

  private constructor(path: string, file: FileHandle, durability: Durability, logger: HealthLogger) {
    this.#path = path
    this.#file = file
    this.#durability = durability
    this.#logger = logger
  }

  /** Opens the file, and makes it where there is none; what is in it goes into `book`. */
  static async open(
    path: string,
    book: JobBook,
    durability: Durability,
    logger: HealthLogger,
  ): Promise<JournalFile> {
    // Left by a process that was killed while it wrote the file anew.
    await rm(newPath(path), { force: true })
    const file = await open(path, 'a+', 0o600).then(async (made) => {
      await made.close()
      return open(path, 'r+')
    })
    try {
      const journal = new JournalFile(path, file, durability, logger)
      await journal.#load(book)
      return journal
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Resolves when the entries are kept; rejects when none of them is. */
  async keep(entries: readonly JobEntry[]): Promise<void> {
    await this.#clearScraps()
    const bytes = Buffer.from(entries.map(writeLine).join(''))
    try {
      await writeAll(this.#file, bytes, this.#size)
      // That a job was begun matters when the process is killed; a machine that loses its power is not the job's doing.
      if (entries.some(({ kind }) => kind !== 'begun')) await this.#sync(this.#file)
    } catch (error) {
      this.#hasScraps = true
      // At once, so that a job that was refused is not found after a restart; and before the next write, if it fails.
      await this.#clearScraps().catch(() => {})
      throw error
    }
    this.#size += bytes.length
  }

  /** Writes the file anew where most of it is past. Call it when `book` has nothing uncommitted. */
  async tidy(book: JobBook): Promise<void> {
    if (this.#size >= 2 * this.#leastSize + LEAST_TO_REWRITE) await this.#tryRewrite(book)
  }

  async #tryRewrite(book: JobBook): Promise<void> {
    try {
      await this.#rewrite(book)
    } catch (error) {
      // It goes on in the old file; the next try is when that has doubled.
      this.#leastSize = this.#size
      this.#logger.warn(`The queue's journal ${this.#path} could not be written anew, and grows.`, error)
    }
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #load(book: JobBook): Promise<void> {
    let unknown = 0
    const { size, isTorn, damaged } = await readJournal(this.#file, (entry: JournalEntry) => {
      if (entry.kind !== 'journal') {
        if (!book.apply(entry)) unknown++
      } else if (entry.version === 1) book.nextNumber = entry.next
      else
        throw new Error(`The queue's journal ${this.#path} was written by a newer version of this package.`)
    })
    this.#size = size
    this.#hasScraps = isTorn
    await this.#clearScraps()
    if (size === 0) await this.#begin(book)
    if (damaged.length === 0) return
    await this.#putAside(damaged, unknown)
    await this.#tryRewrite(book)
  }

  async #begin(book: JobBook): Promise<void> {
    const bytes = Buffer.from(firstLine(book))
    await writeAll(this.#file, bytes, 0)
    await this.#sync(this.#file)
    await this.#syncDirectory()
    this.#size = bytes.length
  }

  async #putAside(damaged: readonly string[], unknown: number): Promise<void> {
    const aside = `${this.#path}.damaged`
    this.#logger.warn(
      `The queue's journal ${this.#path} is damaged: ${damaged.length} lines can't be read` +
        (unknown > 0 ? `, and ${unknown} others are about jobs that are not known. ` : '. ') +
        `Jobs may be missing, or be done again. The lines are in ${aside}; see to the disk.`,
    )
    try {
      await appendFile(aside, damaged.join('\n') + '\n', { mode: 0o600 })
    } catch (error) {
      this.#logger.warn(`They could not be written into ${aside}.`, error)
    }
  }

  async #sync(file: FileHandle): Promise<void> {
    if (this.#durability === 'disk') await file.datasync()
  }

  async #syncDirectory(): Promise<void> {
    if (this.#durability === 'disk') await syncDirectory(dirname(this.#path))
  }

  async #clearScraps(): Promise<void> {
    if (this.#isDirectoryDue) {
      await this.#syncDirectory()
      this.#isDirectoryDue = false
    }
    if (!this.#hasScraps) return
    await this.#file.truncate(this.#size)
    await this.#sync(this.#file)
    this.#hasScraps = false
  }

  /** Another file under another name, written through, that takes the name of the old one: at each instant one is whole. */
  async #rewrite(book: JobBook): Promise<void> {
    const path = newPath(this.#path)
    const file = await open(path, 'w', 0o600)
    let size = 0
    try {
      let piece = firstLine(book)
      const flush = async () => {
        const bytes = Buffer.from(piece)
        piece = ''
        await writeAll(file, bytes, size)
        size += bytes.length
      }
      for (const entry of book.snapshot()) {
        piece += writeLine(entry)
        if (piece.length > PIECE) await flush()
      }
      await flush()
      await this.#sync(file)
      await rename(path, this.#path)
    } catch (error) {
      await file.close()
      await rm(path, { force: true })
      throw error
    }
    const old = this.#file
    this.#file = file
    this.#size = this.#leastSize = size
    this.#hasScraps = false
    // Until the directory knows, the machine's power may bring the old one back: nothing may be kept in the new one.
    this.#isDirectoryDue = true
    await old.close()
    await this.#syncDirectory()
    this.#isDirectoryDue = false
  }
}

function newPath(path: string): string {
  return `${path}.new`
}

function firstLine(book: JobBook): string {
  return writeLine({ kind: 'journal', version: 1, next: book.nextNumber })
}
