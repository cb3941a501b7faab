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
      else headers.set(name, value)
    }
  }
  return headers
}

function entriesOf(headers: CallHeaders = {}): Iterable<readonly [string, string | undefined]> {
  return Symbol.iterator in headers ? headers : Object.entries(headers)
}
