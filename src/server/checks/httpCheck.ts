import type { Format } from '../../formats/answer.js'
import { readAnswer } from '../../formats/readAnswer.js'
import type { Body } from '../../formats/readBody.js'
import { readBody } from '../../formats/readBody.js'
import { expect } from '../expect.js'
import type { Check, CheckOptions, CheckResult } from '../registry/check.js'
import { DEPTH_HEADER } from '../askedByCheck.js'
import { abortable } from './abortable.js'
import { nestedReport } from './nestedReport.js'

/** Options of {@link httpCheck}. */
export interface HttpCheckOptions extends CheckOptions {
  /** @default 'http' */
  readonly name?: string
  /**
   * What makes it healthy. `'report'`: it says so; an answer that is no health report is unhealthy, were it a 200 or 204.
   * `'status'`: any 2xx, its body unread. @default 'report'
   */
  readonly expect?: 'report' | 'status'
  /** Sent along, a token for instance; a function is asked before each request. @default {} */
  readonly headers?: HttpCheckHeaders | (() => HttpCheckHeaders | PromiseLike<HttpCheckHeaders>)
  /** Further kinds of reports than our own, asked first (`springActuator` of `react-api-status/core`). @default [] */
  readonly formats?: readonly Format[]
  /** In place of the platform's, for a client certificate or a service binding. @default the global one */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/** Headers of a request by their names. */
export type HttpCheckHeaders = Readonly<Record<string, string>>

/** Longest report that is read, in bytes. */
const MAX_BYTES = 1024 * 1024

/**
 * Checks another service by its health report, and nests that: its status, the error code of the component that it
 * comes from, and in the details all its components. An answer without a report is judged by its status, and its code
 * says which (`HTTP_503`); `HTTP_429` is `unknown`, as being asked too often says nothing of health.
 *
 * Redirects are not followed. A name and a password in the url are sent as the header that they stand for, and shown
 * nowhere. Two services that check each other don't wait for each other: `remote` is `true`.
 *
 * Throws a TypeError when the url or an option is malformed.
 *
 * @example
 * httpCheck('http://payments.internal/api/health', { name: 'payments', critical: false })
 */
export function httpCheck(url: string | URL, options: HttpCheckOptions = {}): Check {
  const {
    name = 'http',
    remote = true,
    expect: expected = 'report',
    headers = {},
    formats = [],
    fetch: ownFetch,
    ...check
  } = options
  const isExpectation = expected === 'report' || expected === 'status'
  expect(isExpectation, 'httpCheck expect', "'report' or 'status'", expected)
  expect(Array.isArray(formats), 'httpCheck formats', 'a list of formats', formats)
  const isFetch = ownFetch === undefined || typeof ownFetch === 'function'
  expect(isFetch, 'httpCheck fetch', 'a function', ownFetch)
  const target = targetOf(url)
  if (typeof headers !== 'function') toHeaders(headers)

  const ask = async (signal: AbortSignal): Promise<CheckResult> => {
    const sent = toHeaders({
      ...target.headers,
      ...(typeof headers === 'function' ? await headers() : headers),
    })
    if (!sent.has('accept')) sent.set('accept', 'application/json, application/health+json;q=0.9, */*;q=0.1')
    sent.set(DEPTH_HEADER, '1')
    // Looked up at each run, so that what instruments it later is seen.
    const response = await (ownFetch ?? fetch)(target.url, { headers: sent, redirect: 'manual', signal })
    const { status } = response
    if (expected === 'status' || isRedirect(response)) {
      await response.body?.cancel()
      return response.ok ? { status: 'healthy', details: { httpStatus: status } } : withoutReport(response)
    }
    const body = await readBody(response, { maxBytes: MAX_BYTES, signal })
    if (isEmpty(body)) return withoutReport(response)
    const reading = readAnswer({ status, headers: response.headers, body }, formats)
    return reading.kind === 'report' ? nestedReport(reading.report, status) : withoutReport(response)
  }

  return {
    name,
    remote,
    ...check,
    run: (signal) => abortable(signal, ask(signal)),
  }
}

/** Followed, it would speak of another service, which would be sent our headers. Browsers hide its status behind a 0. */
function isRedirect({ status }: Response): boolean {
  return status === 0 || (status >= 300 && status < 400)
}

/** A browser takes silence for health, with nothing better to go by. It may as well be a proxy, or another service. */
function isEmpty(body: Body): boolean {
  return body.kind === 'text' && /^({\s*})?$/.test(body.text.trim())
}

function withoutReport(response: Response): CheckResult {
  const { status } = response
  const details = { httpStatus: status }
  const code = response.ok ? 'NO_REPORT' : `HTTP_${status}`
  const message = response.ok
    ? "It answered, with no health report. If its status is all that it has, say `expect: 'status'`."
    : isRedirect(response)
      ? 'It redirects, which is not followed. Give the url that it leads to.'
      : `It answered with the status ${status} and no health report.`
  return { status: status === 429 ? 'unknown' : 'unhealthy', error: { code, message }, details }
}

/** A malformed url is never repeated: it may hold a password. */
function targetOf(url: string | URL): { readonly url: string; readonly headers: HttpCheckHeaders } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new TypeError('Health service option httpCheck url: expected an absolute http or https url.')
  }
  const { username, password } = parsed
  parsed.username = ''
  parsed.password = ''
  const headers = username || password ? { authorization: basic(username, password) } : {}
  return { url: parsed.href, headers }
}

/** https://www.rfc-editor.org/rfc/rfc7617#section-2; a url holds its parts as percent-encoded UTF-8. */
function basic(username: string, password: string): string {
  const bytes = `${username}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return `Basic ${btoa(bytes)}`
}

/** The platform's own error repeats the value, which may be a token. */
function toHeaders(headers: HttpCheckHeaders): Headers {
  try {
    return new Headers({ ...headers })
  } catch {
    throw new TypeError(
      'Health service option httpCheck headers: expected a record of header names and values, got something that ' +
        'is none, or a name or value with characters that HTTP does not allow.',
    )
  }
}
