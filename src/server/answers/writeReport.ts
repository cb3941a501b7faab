import type { WireReport } from '../../health/wire.js'
import type { HealthLogger } from '../logger.js'
import type { Audience } from '../report/audience.js'
import { reportFor } from '../report/audience.js'
import type { ServiceReport } from '../report/buildReport.js'
import { etagOf } from '../report/etag.js'
import type { Answer, AnswerHeaders } from './answer.js'
import { createAnswer } from './answer.js'
import { toHealthJson } from './healthJson.js'
import { kubernetesText } from './kubernetesText.js'
import type { AnswerFormat } from './negotiate.js'
import { CONTENT_TYPES } from './negotiate.js'
import type { ExtraBody, ReportFormat } from './reportBody.js'
import { createExtraBody, createFormat } from './reportBody.js'
import { serverTiming } from './serverTiming.js'
import type { StatusCodeOf } from './statusCodes.js'

/** Writes a report for one audience, in one format. */
export type WriteReport = (report: ServiceReport, audience: Audience, format: AnswerFormat) => Answer

/** What {@link createReportWriter} needs. */
export interface ReportWriterOptions {
  readonly statusCodeOf: StatusCodeOf
  readonly body: ExtraBody | undefined
  readonly format: ReportFormat | undefined
  /** Origins that may read the times of checks (`*`); none without. */
  readonly timingAllowOrigin: string | undefined
  /** Headers of an answer that says that the service is not there, as far as the report is concerned. */
  readonly unavailableHeaders: (report: ServiceReport) => AnswerHeaders
  readonly logger: HealthLogger
}

/** Headers and body say the same to the same audience: a report for one is made before anything is written of it. */
export function createReportWriter(options: ReportWriterOptions): WriteReport {
  const { statusCodeOf, timingAllowOrigin, unavailableHeaders, logger } = options
  const withExtra = createExtraBody(options.body, logger)
  const inOwnFormat = createFormat(options.format, logger)

  const bodyOf = (report: WireReport, audience: Audience, format: AnswerFormat): string => {
    const { status, components } = report
    switch (format) {
      case 'native':
        return JSON.stringify(report)
      case 'own':
        return inOwnFormat(report, audience)
      case 'healthJson':
        return JSON.stringify(toHealthJson(report))
      case 'text':
        return kubernetesText({ subject: 'healthz', hasPassed: status !== 'unhealthy', audience, components })
    }
  }

  return (report, audience, format) => {
    const wire = withExtra(reportFor(audience, report), audience)
    const timing = serverTiming(wire.components)
    const intervalMs = report.poll?.intervalMs
    const code = statusCodeOf(report.status)
    return createAnswer(code, CONTENT_TYPES[format], bodyOf(wire, audience, format), {
      vary: 'Accept',
      // What a trusted caller was told must not lie in a cache that others ask.
      ...(audience === 'trusted' && { 'cache-control': 'private, no-cache' }),
      ...(format !== 'text' && { etag: etagOf(audience, format, wire) }),
      ...(timing && { 'server-timing': timing }),
      ...(timingAllowOrigin && { 'timing-allow-origin': timingAllowOrigin }),
      ...(intervalMs !== undefined && { 'x-health-poll': String(Math.ceil(intervalMs / 1000)) }),
      ...(code >= 400 && unavailableHeaders(report)),
    })
  }
}
