import { coversService, isActive } from '../../health/maintenance.js'
import type { MaintenanceWindow } from '../../health/report.js'
import type { TroubleWords } from '../../words/grammar/words.js'
import { labelOf } from '../components/labelOf.js'
import type { ComponentLabels } from '../components/labelOf.js'
import type { Snapshot } from '../incident/snapshot.js'
import { formatMoment } from './formatMoment.js'
import { isolated } from './isolated.js'

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
  { status, cause, affected, report }: TroubleFacts,
  words: TroubleWords,
  labels: ComponentLabels | undefined,
  locale: string,
  now: number,
): readonly string[] {
  const components = Object.values(report?.components ?? {})
  const isDown = [{ status }, ...components].some((one) => one.status === 'unhealthy')
  // What is slow may work all the same.
  const { title, detail } = words[cause === 'component' && !isDown ? 'reported' : (cause ?? 'reported')]
  const sentences = [title, cause === 'read-only' && isDown ? words.downToo : detail]
  const names = affected.map((name) => isolated(labelOf(name, labels)))
  if (names.length > 0) sentences.push(words.affected(listOf(names, words, locale)))
  if (cause === 'maintenance' && report) {
    const ends = report.maintenance
      .filter((window) => isActive(window, now) && isAbout(window, affected))
      .map(({ endsAt }) => endsAt ?? NaN)
    // With a window that has no known end, and without any, this is no time.
    const end = Math.max(...ends)
    if (end > now) sentences.push(words.endsAt(formatMoment(end, now, locale)))
  }
  return sentences
}

/** Whether the window is for something that is `affected`; one of the whole service always is. */
function isAbout(window: MaintenanceWindow, affected: readonly string[]): boolean {
  return coversService(window) || window.components.some((name) => affected.includes(name))
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
