import type { HealthReport } from '../health/report.js'

/** One answer of a back end, its body read. */
export interface Answer {
  /** The HTTP status code. */
  readonly status: number
  /** The `Content-Type` in lower case; empty when there is none. */
  readonly contentType: string
  readonly headers: Pick<Headers, 'get'>
  /** The body without white space and byte order mark around it. */
  readonly text: string
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown
}

/** Reads the answers of one kind of back end: a report, or `null` for an answer of any other kind. A pure function. */
export type Format = (answer: Answer) => HealthReport | null

/** What an answer turned out to be. */
export type Reading =
  | { readonly kind: 'report'; readonly report: HealthReport }
  | {
      readonly kind: 'no-report'
      /** `html`: a web page, which others than the back end like to answer with. */
      readonly looksLike: 'html' | 'other'
    }
