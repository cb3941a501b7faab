import type { HealthReport } from '../../src/health/report.js'
import { toWire } from '../../src/health/wire.js'
import type { FakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { aReport } from '../../src/testing/reports.js'

/** A back end that answers probes and pushes what the test says. */
export interface PushingBackEnd {
  /** How many listen. */
  readonly listeners: number
  /** Requests for the stream, oldest first. */
  readonly streams: Request[]
  /** How many probes came. */
  readonly probes: number
  /** What probes find from now on; `null`: nobody answers them. */
  found: HealthReport | null
  /** Answers requests for the stream from now on; `null`: with a stream. */
  answerStream: (() => Response | Promise<Response>) | null
  /** Sends an event to all who listen, and lets probes find the same. */
  push(event: string, report: HealthReport): void
  /** Sends text as it is. */
  send(text: string): void
  /** Ends every stream; `isBroken`: as a broken connection does. */
  end(isBroken?: boolean): void
}

const ETAG = 'W/"first"'

/** Takes over the endpoint of a fake environment. */
export function pushingBackEnd(endpoint: FakeEndpoint, heartbeatMs = 15_000): PushingBackEnd {
  const encoder = new TextEncoder()
  const open = new Set<ReadableStreamDefaultController<Uint8Array>>()
  let probes = 0
  let pushed = 0

  const respond = (request: Request): Response | Promise<Response> => {
    if (new URL(request.url).pathname.endsWith('/stream')) {
      backEnd.streams.push(request)
      return backEnd.answerStream?.() ?? streamTo(request)
    }
    probes++
    if (!backEnd.found) throw new TypeError('Failed to fetch')
    const headers = { etag: pushed === 0 ? ETAG : `W/"${pushed}"` }
    return Response.json(toWire(backEnd.found), { headers })
  }
  const streamTo = (request: Request) => {
    let own: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller
        open.add(own)
        const isKnown = request.headers.get('last-event-id') === ETAG && pushed === 0
        const snapshot = isKnown ? '' : eventOf('snapshot', backEnd.found ?? aReport())
        own.enqueue(
          encoder.encode(`retry: 5000\n\n${snapshot}event: live\ndata: {"heartbeatMs":${heartbeatMs}}\n\n`),
        )
        request.signal.addEventListener('abort', () => {
          if (open.delete(own)) own.error(request.signal.reason)
        })
      },
      cancel: () => void open.delete(own),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  const eventOf = (event: string, report: HealthReport) =>
    `id: W/"${pushed}"\nevent: ${event}\ndata: ${JSON.stringify(toWire(report))}\n\n`

  const backEnd: PushingBackEnd = {
    get listeners() {
      return open.size
    },
    streams: [],
    get probes() {
      return probes
    },
    found: aReport({ components: { search: { status: 'healthy', critical: false } } }),
    answerStream: null,
    push(event, report) {
      pushed++
      backEnd.found = report
      backEnd.send(eventOf(event, report))
    },
    send(text) {
      for (const controller of open) controller.enqueue(encoder.encode(text))
    },
    end(isBroken = false) {
      for (const controller of open) {
        open.delete(controller)
        if (isBroken) controller.error(new TypeError('network error'))
        else controller.close()
      }
    },
  }
  endpoint.answer({ kind: 'respond', respond })
  return backEnd
}
