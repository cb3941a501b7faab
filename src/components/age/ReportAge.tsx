'use client'

import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useReportAge } from './useReportAge.js'

/** The state of a {@link ReportAge}. */
export interface ReportAgeState {
  /** When the report was received, in epoch milliseconds. */
  readonly reportAt: number
}

/** Props of {@link ReportAge}: those of a `time`, and `render`. `children` replace the text. */
export type ReportAgeProps = PartProps<'time', ReportAgeState>

/**
 * How old the report is that the widgets show: "Last report 2 minutes ago". There while that report is stale, and
 * nothing otherwise. Each tick re-renders this text alone.
 */
export const ReportAge: Part<'time', ReportAgeProps> = definePart(function ReportAge() {
  const age = useReportAge()
  if (!age) return null
  const { reportAt, text } = age
  const own = { 'data-api-status': 'age', dateTime: new Date(reportAt).toISOString(), children: text }
  return ['time', own, { reportAt }]
})
