import type { FailureCause } from '../health/headline.js'
import type { HealthReport } from '../health/report.js'

/** What one probe saw. */
export type ProbeOutcome = ReportOutcome | UnchangedOutcome | FailureOutcome

interface AnyOutcome {
  /** What `Retry-After` asks for, in milliseconds; 0 when it asks for nothing. */
  readonly retryAfter: number
}

interface GoodOutcome extends AnyOutcome {
  /** From the request to the end of the body, in milliseconds; `null` for what came by a stream. */
  readonly latencyMs: number | null
  /** How long the answer has lain in a cache on the way, in milliseconds; 0 when the back end gave it just now. */
  readonly ageMs: number
}

/** A report, whatever the status code it came with. */
export interface ReportOutcome extends GoodOutcome {
  readonly kind: 'report'
  readonly report: HealthReport
  /** The status code that it came with. */
  readonly httpStatus: number
  /** Its validator, by which the back end can say that nothing changed; `null` without one, or on another origin. */
  readonly etag: string | null
}

/** 304: what the last report said still holds. */
export interface UnchangedOutcome extends GoodOutcome {
  readonly kind: 'unchanged'
}

/** No answer, or an answer that is no report. */
export interface FailureOutcome extends AnyOutcome {
  readonly kind: 'failure'
  /** From the request to the end of the body, or of patience, in milliseconds. */
  readonly latencyMs: number
  readonly cause: Exclude<FailureCause, 'maintenance'>
  /** The status code of the answer; `null` without one. */
  readonly httpStatus: number | null
  /** The browser said that it is offline. A hint: it makes the failure count as two. */
  readonly isBrowserOffline: boolean
}

/** Status codes by which what stands before a back end says that it can't reach it. 520 to 530 are Cloudflare's. */
export function isGatewayFailure(httpStatus: number): boolean {
  return httpStatus === 502 || httpStatus === 504 || (httpStatus >= 520 && httpStatus <= 530)
}
