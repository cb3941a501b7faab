import type { Clock } from '../../time/clock.js'
import { agingAnswer } from '../answers/agingAnswer.js'
import type { Answer } from '../answers/answer.js'
import { notModified } from '../answers/answer.js'
import type { AnswerFormat } from '../answers/negotiate.js'
import type { WriteReport } from '../answers/writeReport.js'
import type { Audience } from './audience.js'
import type { ServiceReport } from './buildReport.js'
import { matchesEtag } from './etag.js'

/** The full report, made once and served many times. */
export interface PreparedReport {
  report(): ServiceReport
  /** The answer to one audience: a 304 to whoever has it already. */
  answer(audience: Audience, variant?: ReportVariant): Answer
  /** Something changed: the next one who asks gets a new report. */
  invalidate(): void
}

/** Which of the answers. */
export interface ReportVariant {
  /** @default 'native' */
  readonly format?: AnswerFormat
  /** Names of the checks that are left out, each one registered and in the order of their registration. @default [] */
  readonly excluded?: readonly string[]
  /** The header of the same name. */
  readonly ifNoneMatch?: string | null | undefined
}

/** What {@link prepareReport} needs. */
export interface PreparedReportOptions {
  readonly build: (excluded: readonly string[]) => ServiceReport
  readonly write: WriteReport
  readonly clock: Clock
  /** After this a report is made anew even if nothing changed, so that its timestamp stays true, in milliseconds. */
  readonly maxAge: number
}

interface Prepared {
  readonly report: ServiceReport
  readonly answers: Readonly<Record<Audience, Map<AnswerFormat, PreparedAnswer>>>
  readonly expiresAt: number
}

interface PreparedAnswer {
  readonly etag: string | undefined
  readonly whole: () => Answer
  readonly unchanged: () => Answer
}

/** Reports without some checks that are kept beside the full one. Who asks for more has the work done each time. */
const MAX_PARTIAL = 8
const NONE: readonly string[] = []

/** Makes reports and their bytes only when somebody asks and something changed. */
export function prepareReport({ build, write, clock, maxAge }: PreparedReportOptions): PreparedReport {
  let full: Prepared | undefined
  const partial = new Map<string, Prepared>()

  const prepare = (excluded: readonly string[], now: number): Prepared => ({
    report: build(excluded),
    answers: { public: new Map(), trusted: new Map() },
    expiresAt: now + maxAge,
  })

  const current = (excluded: readonly string[]): Prepared => {
    const now = clock.now()
    if (excluded.length === 0) {
      if (!full || now >= full.expiresAt) full = prepare(NONE, now)
      return full
    }
    const key = JSON.stringify(excluded)
    const known = partial.get(key)
    if (known && now < known.expiresAt) return known
    partial.delete(key)
    const [oldest] = partial.keys()
    if (partial.size === MAX_PARTIAL && oldest !== undefined) partial.delete(oldest)
    const prepared = prepare(excluded, now)
    partial.set(key, prepared)
    return prepared
  }

  const answerIn = (
    { report, answers }: Prepared,
    audience: Audience,
    format: AnswerFormat,
  ): PreparedAnswer => {
    const known = answers[audience].get(format)
    if (known) return known
    const answer = write(report, audience, format)
    const knownAt = newest(report)
    // A 304 in place of a failure would hide it from load balancers.
    const etag = answer.status < 300 ? answer.headers['etag'] : undefined
    const prepared = {
      etag,
      whole: agingAnswer(answer, knownAt, clock),
      unchanged: agingAnswer(notModified(answer), knownAt, clock),
    }
    answers[audience].set(format, prepared)
    return prepared
  }

  return {
    report: () => current(NONE).report,
    answer(audience, { format = 'native', excluded = NONE, ifNoneMatch } = {}) {
      const { etag, whole, unchanged } = answerIn(current(excluded), audience, format)
      return ifNoneMatch && etag && matchesEtag(ifNoneMatch, etag) ? unchanged() : whole()
    },
    invalidate() {
      full = undefined
      partial.clear()
    },
  }
}

/**
 * When a report last learned something, in epoch milliseconds. Not the oldest of its outcomes: a check that is good for
 * an hour does not make the whole old.
 */
function newest({ components, timestamp = 0 }: ServiceReport): number {
  let newestAt = Number.NEGATIVE_INFINITY
  for (const { checkedAt } of Object.values(components)) {
    if (checkedAt !== undefined && checkedAt > newestAt) newestAt = checkedAt
  }
  return newestAt === Number.NEGATIVE_INFINITY ? timestamp : newestAt
}
