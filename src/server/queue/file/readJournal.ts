import type { FileHandle } from 'node:fs/promises'
import { nextTurn } from '../../../time/turn.js'
import type { JournalEntry } from './journalLine.js'
import { readLine } from './journalLine.js'

/** What was found in a file. */
export interface ReadJournal {
  /** Up to here it is made of whole lines. */
  readonly size: number
  /** Something stands behind that. */
  readonly isTorn: boolean
  /** Lines that say something else than was written, as they stand. */
  readonly damaged: readonly string[]
}

/** A few milliseconds of work. */
const CHUNK = 2 ** 17
/** Longer than any line that is written: where a line end is missing, what is read stays bounded. */
const MOST_LINE = 64 * 2 ** 20
/** So many bytes of what is damaged are shown and kept aside. */
const MOST_DAMAGE = 2 ** 20

/** Reads a journal entry by entry. What was begun at its end, and not written to the end, is left out. */
export async function readJournal(
  file: FileHandle,
  take: (entry: JournalEntry) => void,
): Promise<ReadJournal> {
  const damaged: string[] = []
  let damage = 0
  const read = (line: string) => {
    if (line === '') return
    const entry = readLine(line)
    if (entry) return take(entry)
    damage += line.length
    if (damage <= MOST_DAMAGE) damaged.push(line)
    else if (damaged.length === 0) damaged.push(line.slice(0, MOST_DAMAGE))
  }
  const chunk = Buffer.allocUnsafe(CHUNK)
  let size = 0
  let position = 0
  let rest: Buffer[] = []
  let restSize = 0
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position)
    if (bytesRead === 0) break
    position += bytesRead
    const end = chunk.subarray(0, bytesRead).lastIndexOf(10)
    if (end < 0 && restSize < MOST_LINE) {
      rest.push(Buffer.from(chunk.subarray(0, bytesRead)))
      restSize += bytesRead
      continue
    }
    const whole = Buffer.concat([...rest, chunk.subarray(0, end < 0 ? bytesRead : end)])
    for (const line of whole.toString('utf8').split('\n')) read(line)
    rest = end < 0 ? [] : [Buffer.from(chunk.subarray(end + 1, bytesRead))]
    restSize = rest[0]?.length ?? 0
    size = position - restSize
    // A large one is read between requests.
    await nextTurn()
  }
  return { size, isTorn: position > size, damaged }
}
