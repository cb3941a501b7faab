'use client'

import { useApiStatus } from '../../react/useApiStatus.js'
import { useNow } from '../../react/useNow.js'
import { ageWords } from '../../words/en.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { formatAgo } from './formatAgo.js'

/** The state of a {@link ReportAge}. */
export interface ReportAgeState {
  /** When the report was received, in epoch milliseconds. */
  readonly reportAt: number
}

/** Props of {@link ReportAge}: those of a `time`, and `render`. `children` replace the text. */
export type ReportAgeProps = PartProps<'time', ReportAgeState>

/** How often an age is looked at anew, in milliseconds. */
const AGE_STEP = 10_000

/**
 * How old the report is that the widgets show: "Last report 2 minutes ago". There while that report is stale, and
 * nothing otherwise. Each tick re-renders this text alone.
 */
export const ReportAge: Part<'time', ReportAgeProps> = definePart(function ReportAge() {
  const reportAt = useApiStatus((api) => (api.isStale ? api.reportAt : null))
  const now = useNow(reportAt === null ? null : AGE_STEP)
  const words = useWords('age', ageWords)
  const locale = useLocale()
  if (reportAt === null) return null
  const own = {
    'data-api-status': 'age',
    dateTime: new Date(reportAt).toISOString(),
    children: now !== null && words.lastReport(formatAgo(now - reportAt, locale)),
  }
  return ['time', own, { reportAt }]
})
