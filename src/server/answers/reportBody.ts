import type { WireReport } from '../../health/wire.js'
import { isLateAnswer } from '../lateAnswer.js'
import type { HealthLogger } from '../logger.js'
import { createComplaint } from '../logger.js'
import type { Audience } from '../report/audience.js'

/**
 * Further members of the report. Given the report as the caller may see it, so that nothing withheld can be copied out of
 * it; what it returns, its caller sees.
 */
export type ExtraBody = (report: WireReport, audience: Audience) => Readonly<Record<string, unknown>>

/**
 * Another body in place of the native one, from the report as the caller may see it. It has to say the same of the same
 * report: an unchanged one is a 304.
 */
export type ReportFormat = (report: WireReport, audience: Audience) => unknown

/** What the report says itself, here and in `application/health+json`: nobody else may say it. */
const RESERVED: readonly string[] = [
  ...[
    'status',
    'ready',
    'readOnly',
    'service',
    'timestamp',
    'components',
    'maintenance',
    'poll',
    'truncated',
  ],
  ...['checks', 'description', 'releaseId'],
]

/**
 * Adds the members of `body` to reports. Those with a reserved name are left out, which is told once for each; so is
 * what JSON can't hold, and a `body` that throws adds nothing.
 */
export function createExtraBody(
  body: ExtraBody | undefined,
  logger: HealthLogger,
): (report: WireReport, audience: Audience) => WireReport {
  if (!body) return (report) => report
  const complaint = createComplaint(logger)
  const told = new Set<string>()
  const isOurs = (name: string) => {
    if (!RESERVED.includes(name)) return false
    if (!told.has(name)) {
      logger.warn(
        `\`body\` gave the member ${JSON.stringify(name)}, which the report says itself, so it is left out: ` +
          'clients would be told something else than what is so. Give it another name.',
      )
    }
    told.add(name)
    return true
  }
  return (report, audience) => {
    try {
      const extra = JSON.parse(jsonOf(body(report, audience) ?? {})) as Record<string, unknown>
      const kept = Object.entries(extra).filter(([name]) => !isOurs(name))
      complaint.wentRight()
      return { ...Object.fromEntries(kept), ...report }
    } catch (error) {
      complaint.tell('`body` threw, or gave what JSON can’t hold, so the report has nothing of it.', error)
      return report
    }
  }
}

/** Writes what `format` makes of a report; the native JSON where it throws, or gives what JSON can't hold. */
export function createFormat(
  format: ReportFormat | undefined,
  logger: HealthLogger,
): (report: WireReport, audience: Audience) => string {
  if (!format) return (report) => JSON.stringify(report)
  const complaint = createComplaint(logger)
  return (report, audience) => {
    try {
      const json = jsonOf(format(report, audience))
      complaint.wentRight()
      return json
    } catch (error) {
      complaint.tell(
        '`format` threw, or gave what JSON can’t hold, so the report is in its own format.',
        error,
      )
      return JSON.stringify(report)
    }
  }
}

/** Throws a TypeError for what JSON can't hold, and for a promise, which it would write as `{}`. */
function jsonOf(value: unknown): string {
  if (isLateAnswer(value)) throw new TypeError('Expected a value that is there at once, got a promise.')
  const json: string | undefined = JSON.stringify(value)
  if (json === undefined) throw new TypeError(`Expected what JSON can hold, got ${typeof value}.`)
  return json
}
