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
 * Decoded as UTF-8, unless the `charset` of the response names another encoding that the platform knows. A byte order
 * mark is left out; bytes that are wrong become U+FFFD. Rejects with the signal's reason, or as the stream does.
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
    const decoder = decoderFor(response.headers.get('content-type'))
    let text = ''
    let spent = 0
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      // An empty chunk counts too, or an endless row of them would never end.
      spent += Math.max(1, read.value.byteLength)
      if (spent > maxBytes) return tooLarge(cancel)
      text += decoder.decode(read.value, { stream: true })
    }
    signal?.throwIfAborted()
    return { kind: 'text', text: text + decoder.decode() }
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

function tooLarge(cancel: () => void): Body {
  cancel()
  return { kind: 'too-large' }
}

function decoderFor(contentType: string | null): TextDecoder {
  try {
    return new TextDecoder(/charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1])
  } catch {
    // An encoding that the platform doesn't know. Reports are ASCII for the most part.
    return new TextDecoder()
  }
}
