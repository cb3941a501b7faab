import { readRetryAfter } from '../../resilience/retryAfter.js'
import { headersOfApp } from '../appCallbacks.js'
import type { Environment } from '../environment.js'
import type { ResolvedOptions } from '../options.js'
import type { StreamEvent } from './eventParser.js'
import { createEventParser } from './eventParser.js'

/** How a connection came to its end, unless its signal ended it. */
export type Ending =
  /** It broke, was closed, or never came about. */
  | { readonly kind: 'lost' }
  /** The back end has no room for it now. `retryAfter`: the wait that it asks for, in milliseconds. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** There is no stream of ours at this address. */
  | { readonly kind: 'refused' }

/** One connection to make. */
export interface Listening {
  readonly url: URL
  /** The report that is known, by its id; sent to the page's own origin alone, as it costs a preflight elsewhere. */
  readonly lastEventId: string | null
  readonly signal: AbortSignal
  /** Something arrived, with these events in it. `false`: not what we can read. */
  onSign(events: readonly StreamEvent[]): boolean
}

/** No event may be longer, in characters: as much as the body of an answer to a probe. */
const MAX_LENGTH = 4 * 1024 * 1024

/** Connects and reads until there is nothing more to read. Never rejects. */
export async function listen(
  environment: Environment,
  options: ResolvedOptions,
  { url, lastEventId, signal, onSign }: Listening,
): Promise<Ending> {
  const fetch = options.fetch ?? environment.fetch
  try {
    const headers = headersOfApp(options)
    headers.set('Accept', 'text/event-stream')
    if (lastEventId !== null) headers.set('Last-Event-ID', lastEventId)
    const { credentials } = options
    const response = await fetch(url.href, { cache: 'no-store', credentials, headers, signal })
    const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')
    if (response.status === 200 && isStream && response.body) return await read(response.body, onSign)
    // An unread body keeps its connection busy.
    void response.body?.cancel().catch(() => {})
    const retryAfter = readRetryAfter(response.headers, environment.clock.wallNow())
    if (retryAfter > 0) return { kind: 'busy', retryAfter }
    return { kind: isPassing(response.status) ? 'lost' : 'refused' }
  } catch {
    return { kind: 'lost' }
  }
}

/** Says nothing of whether there is a stream: a gateway without a back end, or a limit that does not tell its end. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501)
}

async function read(body: ReadableStream<Uint8Array>, onSign: Listening['onSign']): Promise<Ending> {
  const reader = body.getReader()
  let events: StreamEvent[] = []
  const parse = createEventParser({ onEvent: (event) => events.push(event), maxLength: MAX_LENGTH })
  const decoder = new TextDecoder()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parse(decoder.decode(next.value, { stream: true }))
      const arrived = events
      events = []
      if (!onSign(arrived)) return { kind: 'refused' }
    }
    return { kind: 'lost' }
  } finally {
    // Whatever else it sends is not read.
    void reader.cancel().catch(() => {})
  }
}
