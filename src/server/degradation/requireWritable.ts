import { createAnswer } from '../answers/answer.js'
import { retryAfter as retryAfterHeader } from '../answers/retryAfter.js'
import { expect, expectDuration } from '../expect.js'
import type { HealthService } from '../healthService.js'
import type { RequestStep, StepOutcome } from './requestStep.js'

/** Options of {@link requireWritable}. */
export interface RequireWritableOptions {
  /** What the person who wanted to write is told. @default a sentence that says so */
  readonly message?: string
  /** How long they are asked to wait, in milliseconds; rounded up to seconds. @default 5000 */
  readonly retryAfter?: number
}

/** Refuses writes while the service is read-only. */
export interface WritableGuard extends RequestStep {
  /** The refusal as a `Response`, for servers without a middleware here; `undefined` when the request may pass. */
  respond(request: { readonly method: string }): Response | undefined
}

const MESSAGE =
  "Changes can't be saved right now. What was saved before is safe and can be read. Please try again in a moment."
/** Methods that ask for no change: https://www.iana.org/assignments/http-methods */
const SAFE_METHODS: ReadonlySet<string> = new Set([
  ...['GET', 'HEAD', 'OPTIONS', 'TRACE'],
  ...['PROPFIND', 'QUERY', 'REPORT', 'SEARCH'],
])
/** With a `cacheTtl` of 0, refused writes would run the checks without end. */
const LEAST_BETWEEN_RUNS = 1000
const PASSED: StepOutcome = {}

/**
 * Answers writes with 503 while the service is read-only, by hand or by its checks: a step for the middleware of a
 * framework. Reads pass. It asks the service at that moment, and refusals ask checks that are not fresh to run again,
 * once a second at most, so that what was entered by itself is left by itself.
 *
 * The answer is a problem (https://www.rfc-editor.org/rfc/rfc9457) with the code `READ_ONLY`, and Retry-After.
 *
 * Throws a TypeError when an option is malformed.
 *
 * @example
 * // Express
 * app.use('/api', connectMiddleware(requireWritable(health)))
 */
export function requireWritable(
  service: Pick<HealthService, 'state' | 'checkAll' | 'settings'>,
  { message = MESSAGE, retryAfter = 5000 }: RequireWritableOptions = {},
): WritableGuard {
  expect(typeof message === 'string' && message !== '', 'requireWritable message', 'some text', message)
  expectDuration('requireWritable retryAfter', retryAfter)
  const problem = { title: 'Service Unavailable', status: 503, detail: message, code: 'READ_ONLY' }
  const headers = { 'cache-control': 'no-store', ...retryAfterHeader(retryAfter) }
  const refusal = createAnswer(503, 'application/problem+json', JSON.stringify(problem), headers)
  const refused: StepOutcome = { refusal }
  const { clock } = service.settings
  let askedAt = Number.NEGATIVE_INFINITY

  const begin = (method: string) => {
    if (SAFE_METHODS.has(method) || !service.state().readOnly) return PASSED
    // While all writes are refused, only a check can find out that they work again.
    if (clock.now() - askedAt >= LEAST_BETWEEN_RUNS) {
      askedAt = clock.now()
      void service.checkAll()
    }
    return refused
  }

  return {
    begin,
    respond({ method }) {
      if (begin(method) === PASSED) return undefined
      return new Response(refusal.bytes, { status: refusal.status, headers: refusal.headers })
    },
  }
}
