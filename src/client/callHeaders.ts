/** Headers of a call; `undefined` leaves one out, also one that would be sent otherwise. */
export type CallHeaders =
  | Headers
  | readonly (readonly [string, string])[]
  | Readonly<Record<string, string | undefined>>
/** Headers, or a function that is asked for them before each attempt: a token may have expired meanwhile. */
export type HeadersSource = CallHeaders | (() => CallHeaders | PromiseLike<CallHeaders>)

/** The headers of one attempt. Later sources win. */
export async function callHeaders(
  sources: readonly (HeadersSource | undefined)[],
  hasBody: boolean,
): Promise<Headers> {
  const headers = new Headers({ accept: 'application/json' })
  if (hasBody) headers.set('content-type', 'application/json')
  for (const source of sources) {
    const given = typeof source === 'function' ? await source() : source
    for (const [name, value] of entriesOf(given)) {
      if (value === undefined) headers.delete(name)
      else setHeader(headers, name, value)
    }
  }
  return headers
}

/** The platform's own error tells the value, which is often a secret. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new TypeError(
      `react-api-status: option \`headers\`: expected a name and a value that HTTP allows, got others for '${name}'.`,
    )
  }
}

function entriesOf(headers: CallHeaders = {}): Iterable<readonly [string, string | undefined]> {
  return Symbol.iterator in headers ? headers : Object.entries(headers)
}
