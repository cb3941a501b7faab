import { expect } from '../expect.js'
import type { RateLimit } from './rateLimit.js'
import { expectRateLimit } from './rateLimit.js'
import type { ExtraBody, ReportFormat } from './reportBody.js'
import type { StatusCodes } from './statusCodes.js'
import { expectStatusCodes } from './statusCodes.js'

/** How a health service answers. */
export interface AnswerOptions {
  /** The HTTP status of reports and components that are not healthy. @default { degraded: 200, unhealthy: 503 } */
  readonly statusCodes?: StatusCodes
  /** Further members of the full report, for anyone who may see it. @default none */
  readonly body?: ExtraBody
  /** Another JSON in place of the native report, such as `legacyFormat`. @default native */
  readonly format?: ReportFormat
  /**
   * How often the report, its components and the stream may be asked for, by all callers together; more get a 429.
   * Liveness, readiness and startup are never refused. @default none
   */
  readonly rateLimit?: RateLimit
  /**
   * Which other origins may read `Server-Timing` in a browser: `*`, or a list with commas.
   * @default none
   */
  readonly timingAllowOrigin?: string
}

/** The same, complete and checked. */
export interface ResolvedAnswerOptions {
  readonly statusCodes: StatusCodes
  readonly body: ExtraBody | undefined
  readonly format: ReportFormat | undefined
  readonly rateLimit: RateLimit | undefined
  readonly timingAllowOrigin: string | undefined
}

/** Throws a TypeError that says which option is malformed, what was expected and what was given. */
export function resolveAnswerOptions(options: AnswerOptions): ResolvedAnswerOptions {
  const { statusCodes = {}, body, format, rateLimit, timingAllowOrigin } = options
  expectStatusCodes(statusCodes)
  for (const [name, option] of Object.entries({ body, format })) {
    expect(option === undefined || typeof option === 'function', name, 'a function', option)
  }
  if (rateLimit !== undefined) expectRateLimit(rateLimit)
  expect(
    timingAllowOrigin === undefined || isHeaderText(timingAllowOrigin),
    'timingAllowOrigin',
    "'*' or origins such as 'https://app.example', with commas between them",
    timingAllowOrigin,
  )
  return { statusCodes, body, format, rateLimit, timingAllowOrigin }
}

function isHeaderText(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x7e][\x20-\x7e]*$/.test(value)
}
