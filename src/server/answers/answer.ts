/** One answer, ready to be written by any server. Shared between requests: not to be changed. */
export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** UTF-8; `null` for an answer without a body. */
  readonly bytes: Uint8Array<ArrayBuffer> | null
}

const encoder = new TextEncoder()

/** An answer in JSON. `no-cache`, not `no-store`: a copy may be kept, and must be asked for anew each time. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const bytes = encoder.encode(JSON.stringify(body))
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      'cache-control': 'no-cache',
      ...headers,
    },
    bytes,
  }
}

/** The same answer to a HEAD request. */
export function withoutBody(answer: Answer): Answer {
  return { ...answer, bytes: null }
}

/** "You have it already", in place of a 200. */
export function notModified({ headers: { etag, 'cache-control': cacheControl } }: Answer): Answer {
  return {
    status: 304,
    headers: { ...(etag && { etag }), ...(cacheControl && { 'cache-control': cacheControl }) },
    bytes: null,
  }
}
