/** A body as text, and whether there was more of it than was to be read. */
export interface BodyText {
  readonly text: string
  readonly isCut: boolean
}

/** Reads no more than `maxBytes` of a body; past them, or by `signal`, the stream is cancelled. UTF-8, as JSON is. */
export async function readText(
  response: Response,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<BodyText> {
  if (!response.body) return { text: await response.text(), isCut: false }
  const reader = response.body.getReader()
  // A stream may refuse to be cancelled.
  const cancel = () => void reader.cancel().catch(() => {})
  signal?.addEventListener('abort', cancel)
  const decoder = new TextDecoder()
  let text = ''
  let left = maxBytes
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const { value } = read
    text += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.byteLength
    if (left < 0) {
      cancel()
      return { text, isCut: true }
    }
  }
  return { text: text + decoder.decode(), isCut: false }
}
