import { isActive } from '../../health/maintenance.js'
import type { TroubleWords } from '../../words/grammar/words.js'
import type { Snapshot } from '../incident/snapshot.js'
import { formatMoment } from './formatMoment.js'

/** What is told of one trouble. */
export type TroubleFacts = Pick<Snapshot, 'status' | 'cause' | 'affected' | 'report'>

/** So many components are named; the rest is counted. */
const NAMED_COMPONENTS = 3

/**
 * What happened, what still works and is kept, what is affected, and when maintenance ends: whole sentences, the first
 * of them the title.
 *
 * @param now Epoch milliseconds.
 */
export function troubleSentences(
  { cause, affected, report }: TroubleFacts,
  words: TroubleWords,
  locale: string,
  now: number,
): readonly string[] {
  const { title, detail } = words[cause ?? 'reported']
  const sentences = [title, detail]
  if (affected.length > 0) sentences.push(words.affected(listOf(affected, words, locale)))
  if (cause === 'maintenance' && report) {
    const ends = report.maintenance
      .filter((window) => isActive(window, now))
      .map(({ endsAt }) => endsAt ?? NaN)
    // With a window that has no known end, and without any, this is no time.
    const end = Math.max(...ends)
    if (end > now) sentences.push(words.endsAt(formatMoment(end, now, locale)))
  }
  return sentences
}

/** Whether a sentence names only some of them. */
export function isTooManyToName(names: readonly string[]): boolean {
  // One left over takes no more room than "1 more".
  return names.length > NAMED_COMPONENTS + 1
}

function listOf(names: readonly string[], words: TroubleWords, locale: string): string {
  const shown = isTooManyToName(names)
    ? [...names.slice(0, NAMED_COMPONENTS), words.more(names.length - NAMED_COMPONENTS, locale)]
    : names
  return new Intl.ListFormat(locale).format(shown)
}
