import type { CallUrl } from './callUrl.js'
import { callUrl } from './callUrl.js'
import type { CallOptions } from './options.js'
import { checkCallOptions } from './options.js'
import { jsonBody } from './jsonBody.js'

/** One call over all its attempts: what stays the same, and what they have come to so far. */
export interface BackendCall<Data = unknown> {
  /** In capitals. */
  readonly method: string
  readonly target: CallUrl
  /** What is sent as JSON. */
  readonly body: string | null
  readonly options: CallOptions<Data>
  /** The idempotency key of the first attempt, which the others carry too; never empty. */
  key: string | null
  /** Attempts, also those that were held back. */
  tries: number
  /** Attempts that were sent. */
  sent: number
  /** Whether the attempt that is under way was sent. */
  isSent: boolean
}

/** Throws a `TypeError` or a `RangeError` on what can't be called. */
export function backendCall<Data>(
  baseUrl: string,
  method: string,
  path: string,
  json: unknown,
  options: CallOptions<Data>,
): BackendCall<Data> {
  checkCallOptions(options)
  const name = method.toUpperCase()
  const body = jsonBody(json)
  if (body !== null && (name === 'GET' || name === 'HEAD')) {
    throw new TypeError(
      `react-api-status: a ${name} has no body: expected no \`json\`; pass it as \`query\`.`,
    )
  }
  return {
    method: name,
    target: callUrl(baseUrl, path, options.query),
    body,
    options,
    key: options.idempotencyKey ?? null,
    tries: 0,
    sent: 0,
    isSent: false,
  }
}
