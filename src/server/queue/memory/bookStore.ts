import type { QueueStore } from '../queueStore.js'
import type { JobBook } from './jobBook.js'
import type { JobEntry } from './jobEntry.js'

/** Somebody else keeps the jobs now: the book in memory is no longer true. */
export class BookLostError extends Error {
  override name = 'BookLostError' as const
}

/** A book, and where its entries go. */
export interface OpenBook {
  readonly book: JobBook
  /** Resolves when the entries are kept; rejects when none of them is, with a {@link BookLostError} if none ever will be. */
  keep(entries: readonly JobEntry[]): Promise<void>
  /** Called when nothing is uncommitted, before the next batch. */
  settled?(): Promise<void>
  close(): Promise<void>
}

/** Something that waits for its turn at the book. */
interface Turn {
  readonly work: (book: JobBook) => unknown
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * A store of jobs that are in memory. All that is asked for while entries are being kept waits, and then is done and
 * kept together: a thousand jobs cost one write.
 *
 * @param open Called before the first use, and again by the next one when it has rejected.
 */
export function bookStore(open: () => Promise<OpenBook>): QueueStore {
  let opened: OpenBook | undefined
  let turns: Turn[] = []
  let working: Promise<void> | undefined
  let isClosed = false

  const take = async (batch: readonly Turn[]) => {
    opened ??= await open()
    const { book, keep } = opened
    const settlements = batch.map(({ work, resolve, reject }) => {
      try {
        const result = work(book) as never
        return () => resolve(result)
      } catch (error) {
        return () => reject(error)
      }
    })
    try {
      if (book.uncommitted.length > 0) await keep(book.uncommitted)
    } catch (error) {
      book.rollback()
      if (error instanceof BookLostError) {
        const lost = opened
        opened = undefined
        await lost.close().catch(() => {})
      }
      throw error
    }
    book.commit()
    for (const settle of settlements) settle()
    await opened.settled?.()
  }
  const workThrough = async () => {
    while (turns.length > 0) {
      const batch = turns
      turns = []
      try {
        await take(batch)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    working = undefined
  }
  const inTurn = <Result>(work: (book: JobBook) => Result): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('The store of the queue was closed. Open another one.'))
      turns.push({ work, resolve, reject })
      working ??= workThrough()
    })

  return {
    add: (job) => inTurn((book) => book.add(job)),
    claim: (request) => inTurn((book) => book.claim(request)),
    renew: (claim, leaseMs) => inTurn((book) => book.renew(claim, leaseMs)),
    complete: (claim) => inTurn((book) => book.complete(claim)),
    release: (claim, release) => inTurn((book) => book.release(claim, release)),
    bury: (claim, error) => inTurn((book) => book.bury(claim, error)),
    counts: (queue) => inTurn((book) => book.counts(queue)),
    deadLetters: (queue, page) => inTurn((book) => book.deadLetters(queue, page)),
    retry: (queue, id) => inTurn((book) => book.retry(queue, id)),
    discard: (queue, id) => inTurn((book) => book.discard(queue, id)),
    dueIn: (queue) => inTurn((book) => book.dueIn(queue)),
    async close() {
      isClosed = true
      await working
      await opened?.close()
      opened = undefined
    },
  }
}
