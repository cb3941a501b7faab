/** Fields in which back ends say what is wrong, best first: https://www.rfc-editor.org/rfc/rfc9457 and what frameworks do. */
const FIELDS = ['detail', 'message', 'title', 'error_description', 'error'] as const
/** Longer ones are no sentence for people. */
const MOST_CHARACTERS = 300

/** What the body of an error says, as a sentence; `null` where it says nothing that can be shown. */
export function whatBodySays(body: unknown): string | null {
  const said = typeof body === 'string' ? body : fieldOf(body)
  const text = said?.replace(/\s+/g, ' ').trim()
  // A web page says nothing.
  if (!text || text.startsWith('<')) return null
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

/** One level deep, for `{ error: { message } }`, as many APIs have it. */
function fieldOf(body: unknown, depth = 1): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  for (const name of FIELDS) {
    const value = (body as Record<string, unknown>)[name]
    const said = typeof value === 'string' ? value : depth > 0 ? fieldOf(value, depth - 1) : undefined
    if (said) return said
  }
  return undefined
}
