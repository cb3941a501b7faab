import { readRetryAfter } from '../resilience/retryAfter.js'
import { withDeadline } from '../time/deadline.js'
import type { BackendCall } from './backendCall.js'
import type { BackendError } from './backendError.js'
import { keyedHeaders } from './idempotencyKey.js'
import { whatBodySays } from './errorBody.js'
import { failedCall, networkFacts } from './failedCall.js'
import { networkFailure } from './networkError.js'
import { readText } from './readText.js'
import { OwnError } from './ownError.js'
import { sendRequest } from './sendRequest.js'
import type { ClientSettings } from './settings.js'

/** What a call was answered with. */
export interface BackendAnswer<Data = unknown> {
  readonly data: Data
  readonly status: number
  readonly headers: Headers
  /** How often it was sent. */
  readonly attempts: number
}

/** So much of an error's body is read, in bytes: it is for people and for codes, not data. */
const MOST_ERROR_BYTES = 16 * 1024
/** It has a share of the timeout: 1 of the 10 seconds by default. */
const ERROR_BODY_SHARE = 0.1

/** The time of an attempt, in milliseconds on the client's clock. */
export interface AttemptTime {
  readonly timeout: number
  /** When the attempt is given up. */
  readonly until: number
}

/**
 * Sends a call once, and reads the answer. Throws a {@link BackendError}; an {@link OwnError} where there were no headers;
 * or what else the app's own code throws.
 */
export async function attemptCall<Data>(
  settings: ClientSettings,
  call: BackendCall<Data>,
  time: AttemptTime,
  signal: AbortSignal,
): Promise<BackendAnswer<Data>> {
  const { method, options, body } = call
  const headers = await keyedHeaders(settings.headers, call, signal).catch((error: unknown) => {
    throw new OwnError('No headers.', { cause: error })
  })
  const init = { ...settings.init, ...options.init, method, headers, body, signal }
  const response = await sendRequest(settings.send, call, init)
  if (!response.ok) throw await httpError(settings, call, response, time)
  return {
    data: await dataOf(settings, call, response),
    status: response.status,
    headers: response.headers,
    attempts: call.sent,
  }
}

async function httpError(
  { clock }: ClientSettings,
  call: BackendCall,
  response: Response,
  { timeout, until }: AttemptTime,
): Promise<BackendError> {
  const { status } = response
  // Before the attempt is given up, and its status with it.
  const timeoutMs = Math.min(timeout * ERROR_BODY_SHARE, (until - clock.now()) / 2)
  const reading = withDeadline({ clock, timeoutMs }, (signal) => readText(response, MOST_ERROR_BYTES, signal))
  // The status is known; that what it comes with breaks off, or never ends, changes nothing.
  const { text } = await reading.catch(() => ({ text: '' }))
  const body = text === '' ? undefined : (parsed(text)?.value ?? text)
  const retryAfterMs = readRetryAfter(response.headers, clock.wallNow())
  return failedCall(
    call,
    { kind: 'http', status },
    { status, retryAfterMs, body, detail: whatBodySays(body) },
  )
}

async function dataOf<Data>(
  { maxBytes }: ClientSettings,
  call: BackendCall<Data>,
  response: Response,
): Promise<Data> {
  const { status } = response
  const invalid = (detail: string, cause?: unknown) =>
    failedCall(call, { kind: 'invalid-response' }, { status, detail, cause })

  const { text, isCut } = await readText(response, maxBytes).catch((error: unknown) => {
    const failure = networkFailure(error)
    if (!failure) throw error
    const arrived = { ...failure, kind: 'network' as const, wasNeverSent: false }
    throw failedCall(call, arrived, { ...networkFacts(failure, error), status })
  })
  if (isCut) throw invalid(`more than ${maxBytes} bytes (option \`maxBytes\`)`)
  const json = text.trim() === '' ? { value: undefined } : parsed(text)
  if (!json)
    throw invalid(text.trimStart().startsWith('<') ? 'a web page in place of JSON' : 'what is no JSON')
  const { read } = call.options
  if (!read) return json.value as Data
  try {
    return read(json.value)
  } catch (error) {
    throw invalid(`data that \`read\` refuses: ${String(error)}`, error)
  }
}

/** JSON may be `null`. */
function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}
