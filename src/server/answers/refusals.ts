import type { Answer } from './answer.js'
import { jsonAnswer } from './answer.js'
import { MAX_EXCLUDED } from './readQuery.js'
import { retryAfter } from './retryAfter.js'

/** Longest request target that is read. Longer ones are no health request. */
export const MAX_TARGET = 2048

const refusal = (status: number, code: string, message: string, headers = {}): Answer =>
  jsonAnswer(status, { error: { code, message } }, headers)

/** Answers to what can't be answered. They repeat nothing that the request holds. */
export const NOT_FOUND: Answer = refusal(
  404,
  'NOT_FOUND',
  'There is no health endpoint at this path. Check the path of the service.',
)

export const UNKNOWN_COMPONENT: Answer = refusal(
  404,
  'UNKNOWN_COMPONENT',
  'No component has this name. The full report lists them all.',
)

export const METHOD_NOT_ALLOWED: Answer = refusal(
  405,
  'METHOD_NOT_ALLOWED',
  'Health is only read here. Use GET or HEAD.',
  { allow: 'GET, HEAD' },
)

export const TARGET_TOO_LONG: Answer = refusal(
  414,
  'URI_TOO_LONG',
  `The path and the query are longer than ${MAX_TARGET} characters. Exclude fewer checks.`,
)

export const BAD_QUERY: Answer = refusal(
  400,
  'BAD_QUERY',
  `A name in ?exclude= is not percent-encoded UTF-8, or there are more than ${MAX_EXCLUDED}. Encode each, or use fewer.`,
)

/** Whoever polls without some checks must not be pushed a verdict by them. */
export const STREAM_EXCLUDES_NOTHING: Answer = refusal(
  400,
  'BAD_QUERY',
  'The stream pushes the full report. Leave out ?exclude=, or poll.',
)

/** @param waitMs How long until a request passes again. */
export function tooManyRequests(waitMs: number): Answer {
  const message = 'The service has been asked too often. Wait as long as Retry-After says.'
  return refusal(429, 'RATE_LIMITED', message, retryAfter(waitMs))
}
