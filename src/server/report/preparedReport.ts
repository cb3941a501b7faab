import type { Clock } from '../../time/clock.js'
import type { Answer } from '../answers/answer.js'
import { jsonAnswer } from '../answers/answer.js'
import type { Audience } from './audience.js'
import { reportFor } from './audience.js'
import type { ServiceReport } from './buildReport.js'
import { etagOf } from './etag.js'

/** The full report, made once and served many times. */
export interface PreparedReport {
  report(): ServiceReport
  /** The bytes for one audience: 200, or 503 when unhealthy. */
  answer(audience: Audience): Answer
  /** Something changed: the next one who asks gets a new report. */
  invalidate(): void
}

/** What {@link prepareReport} needs. */
export interface PreparedReportOptions {
  readonly build: () => ServiceReport
  readonly clock: Clock
  /** After this a report is made anew even if nothing changed, so that its timestamp stays true, in milliseconds. */
  readonly maxAge: number
  /** Headers of a 503. */
  readonly unavailableHeaders: Readonly<Record<string, string>>
}

interface Prepared {
  readonly report: ServiceReport
  readonly answers: Map<Audience, Answer>
  readonly expiresAt: number
}

/** Makes reports and their bytes only when somebody asks and something changed. */
export function prepareReport(options: PreparedReportOptions): PreparedReport {
  const { build, clock, maxAge, unavailableHeaders } = options
  let prepared: Prepared | undefined

  const current = (): Prepared => {
    const now = clock.now()
    if (!prepared || now >= prepared.expiresAt) {
      prepared = { report: build(), answers: new Map(), expiresAt: now + maxAge }
    }
    return prepared
  }

  return {
    report: () => current().report,
    answer(audience) {
      const { report, answers } = current()
      const known = answers.get(audience)
      if (known) return known
      const wire = reportFor(audience, report)
      const isDown = report.status === 'unhealthy'
      const answer = jsonAnswer(isDown ? 503 : 200, wire, {
        etag: etagOf(audience, wire),
        ...(isDown && unavailableHeaders),
      })
      answers.set(audience, answer)
      return answer
    },
    invalidate() {
      prepared = undefined
    },
  }
}
