import { crc32 } from 'node:zlib'
import type { JobEntry } from '../memory/jobEntry.js'

/** What stands in a journal. */
export type JournalEntry =
  | JobEntry
  /** The first line of a file. `next`: numbers below it have been given. */
  | { readonly kind: 'journal'; readonly version: 1; readonly next: number }

/**
 * An entry with its checksum, on a line between two line ends: where one of them is damaged, the other still parts it
 * from its neighbour.
 */
export function writeLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry)
  return `\n${checksum(json)} ${json}\n`
}

/** The entry of a line without its ends; `undefined` when it is damaged. */
export function readLine(line: string): JournalEntry | undefined {
  const json = line.slice(9)
  if (line[8] !== ' ' || checksum(json) !== line.slice(0, 8)) return undefined
  return JSON.parse(json) as JournalEntry
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}
