import type { StreamBody } from '../stream/streamBody.js'

/** One answer, ready to be written by any server. Shared between requests: not to be changed. */
export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: AnswerHeaders
  /** UTF-8; `null` for an answer without a body. */
  readonly bytes: Uint8Array<ArrayBuffer> | null
  /** In place of bytes, for a client that listens at `/stream`: goes on until somebody ends it. */
  readonly stream?: StreamBody
}

/** Headers of an answer by their lower-case names. */
export type AnswerHeaders = Readonly<Record<string, string>>

const encoder = new TextEncoder()

/** An answer of any kind. `no-cache`, not `no-store`: a copy may be kept, and must be asked for anew each time. */
export function createAnswer(
  status: number,
  contentType: string,
  body: string,
  headers: AnswerHeaders = {},
): Answer {
  const bytes = encoder.encode(body)
  return {
    status,
    headers: {
      'content-type': contentType,
      'content-length': String(bytes.length),
      'cache-control': 'no-cache',
      ...headers,
    },
    bytes,
  }
}

/** An answer in JSON. */
export function jsonAnswer(status: number, body: unknown, headers: AnswerHeaders = {}): Answer {
  return createAnswer(status, 'application/json', JSON.stringify(body), headers)
}

/** The same answer to a HEAD request. */
export function withoutBody({ status, headers }: Answer): Answer {
  return { status, headers, bytes: null }
}

/**
 * "You have it already", in place of a 200: its headers, but for those that speak of the body
 * (https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5).
 */
export function notModified({ headers }: Answer): Answer {
  const { 'content-type': _type, 'content-length': _length, ...kept } = headers
  return { status: 304, headers: kept, bytes: null }
}
