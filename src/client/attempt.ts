import { readRetryAfter } from '../resilience/retryAfter.js'
import type { BackendCall } from './backendCall.js'
import type { BackendError } from './backendError.js'
import { callHeaders } from './callHeaders.js'
import { whatBodySays } from './errorBody.js'
import { failedCall, networkFacts } from './failedCall.js'
import { IDEMPOTENCY_KEY } from './idempotencyKey.js'
import { networkFailure } from './networkError.js'
import { readText } from './readText.js'
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

/** Sends a call once, and reads the answer. Throws a {@link BackendError}, or what the app's own code throws. */
export async function attemptCall<Data>(
  settings: ClientSettings,
  call: BackendCall<Data>,
  signal: AbortSignal,
): Promise<BackendAnswer<Data>> {
  const { method, options, body } = call
  const headers = await callHeaders([settings.headers, options.headers], body !== null)
  call.key ??= headers.get(IDEMPOTENCY_KEY)
  if (call.key !== null) headers.set(IDEMPOTENCY_KEY, call.key)
  const init = { ...settings.init, ...options.init, method, headers, body, signal }
  const response = await sendRequest(settings.send, call, init)
  if (!response.ok) throw await httpError(settings, call, response)
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
): Promise<BackendError> {
  const { status } = response
  // The status is known; that what it comes with broke off changes nothing.
  const { text } = await readText(response, MOST_ERROR_BYTES).catch(() => ({ text: '' }))
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
