'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { useNow } from '../../react/useNow.js'
import { ageWords } from '../../words/en.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { formatAgo } from './formatAgo.js'

/** How old a report is. */
export interface Age {
  /** When the report was received, in epoch milliseconds. */
  readonly reportAt: number
  /** In words. */
  readonly text: string
}

/** How often an age is looked at anew, and the least that is told of, in milliseconds. */
const AGE_STEP = 10_000

/**
 * How old the report is that the widgets show, while it is stale and somebody wants to know. Not on a server, which
 * doesn't know how long its HTML travels, and not of what was just reported: a page that was rendered with a report
 * would show its age for a blink, until the first probe of its own.
 */
export function useReportAge(isWanted = true): Age | null {
  const reportAt = useApiStatus((api) => (isWanted && api.isStale ? api.reportAt : null))
  const now = useNow(reportAt === null ? null : AGE_STEP)
  const words = useWords('age', ageWords)
  const locale = useLocale()
  if (reportAt === null || now === null || Math.abs(now - reportAt) < AGE_STEP) return null
  return { reportAt, text: words.lastReport(formatAgo(now - reportAt, locale, words.justNow)) }
}
