import { randomUuid } from '../time/uuid.js'
import type { BackendCall } from './backendCall.js'
import type { HeadersSource } from './callHeaders.js'
import { callHeaders, setHeader } from './callHeaders.js'

/**
 * The header by which a back end knows a call again. Its value is sent without the quotes of the draft, since most servers
 * in use expect none. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
const IDEMPOTENCY_KEY = 'idempotency-key'

/** The headers of an attempt, with the key of the first one. */
export async function keyedHeaders(
  ofClient: HeadersSource | undefined,
  call: BackendCall,
  signal: AbortSignal,
): Promise<Headers> {
  const { body, options } = call
  const headers = await callHeaders([ofClient, options.headers], body !== null)
  // Given up meanwhile: it must not be sent any more.
  signal.throwIfAborted()
  // An empty one would be that of every call.
  call.key ??= headers.get(IDEMPOTENCY_KEY) || (options.idempotent ? randomUuid() : null)
  if (call.key === null) headers.delete(IDEMPOTENCY_KEY)
  else setHeader(headers, IDEMPOTENCY_KEY, call.key)
  return headers
}
