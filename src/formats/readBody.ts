/** A body in bounded size. */
export type Body = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'too-large' }

/** Options of {@link readBody}. */
export interface ReadBodyOptions {
  /** Longest body that is read, in bytes. @default 4194304 */
  readonly maxBytes?: number
  /** Ends the reading; its reason becomes the rejection. */
  readonly signal?: AbortSignal | undefined
}

/** A hundred thousand components fit in; what is longer is no health report. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * The body as text. No more than `maxBytes` are ever held: past them the stream is cancelled.
 *
 * Decoded as UTF-8, unless a byte order mark or the `charset` of the response names another encoding that the platform
 * knows; bytes that are wrong in it become U+FFFD. Rejects with the signal's reason, or as the stream does.
 */
export async function readBody(
  response: Response,
  { maxBytes = MAX_BYTES, signal }: ReadBodyOptions = {},
): Promise<Body> {
  signal?.throwIfAborted()
  if (!response.body) return { kind: 'text', text: await response.text() }

  const reader = response.body.getReader()
  // Cancelling ends a pending read at once, also where nothing ever arrives. A stream may refuse to be cancelled.
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {})
  signal?.addEventListener('abort', cancel)
  try {
    if (Number(response.headers.get('content-length')) > maxBytes) return tooLarge(cancel)
    const chunks: Uint8Array[] = []
    let spent = 0
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      // An empty chunk counts too, or an endless row of them would never end.
      spent += Math.max(1, read.value.byteLength)
      if (spent > maxBytes) return tooLarge(cancel)
      chunks.push(read.value)
    }
    signal?.throwIfAborted()
    return { kind: 'text', text: decode(concatenate(chunks), response.headers.get('content-type')) }
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

function tooLarge(cancel: () => void): Body {
  cancel()
  return { kind: 'too-large' }
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1]
  return decoderFor(byteOrderMark(bytes) ?? charset ?? 'utf-8').decode(bytes)
}

/** https://encoding.spec.whatwg.org/#bom-sniff */
function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return undefined
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    // An encoding that the platform doesn't know. Reports are ASCII for the most part.
    return new TextDecoder()
  }
}
