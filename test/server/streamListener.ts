import type { HealthReport, HealthService } from '../../src/server.js'
import { createEventParser } from '../../src/monitor/stream/eventParser.js'
import type { StreamEvent } from '../../src/monitor/stream/eventParser.js'

/** Somebody who listens to a service, by the core alone. */
export interface Listener {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly events: StreamEvent[]
  /** The names of the events that came, oldest first. */
  readonly names: string[]
  readonly text: string
  /** How it ended: by the service, or because it did not read. */
  readonly ending: 'end' | 'drop' | null
  /** The newest report. */
  report(): HealthReport
  /** How many bytes it has left unread, as the server tells. */
  setBacklog(bytes: number): void
  leave(): void
}

/** Listens from now on. */
export async function listenTo(
  service: HealthService,
  headers: Record<string, string> = {},
): Promise<Listener> {
  const answer = await service.answer('GET', '/api/health/stream', (name) => headers[name])
  const events: StreamEvent[] = []
  const parse = createEventParser({ onEvent: (event) => events.push(event), maxLength: 1_000_000 })
  const decoder = new TextDecoder()
  let text = ''
  let ending: Listener['ending'] = null
  let backlog = 0
  const leave = answer.stream?.connect({
    write(bytes) {
      const piece = decoder.decode(bytes)
      text += piece
      parse(piece)
    },
    backlog: () => backlog,
    end: () => (ending = 'end'),
    drop: () => (ending = 'drop'),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    events,
    get names() {
      return events.map(({ type }) => type)
    },
    get text() {
      return text
    },
    get ending() {
      return ending
    },
    report: () => JSON.parse(events.findLast(({ type }) => type !== 'live')?.data ?? 'null') as HealthReport,
    setBacklog(bytes) {
      backlog = bytes
    },
    leave: () => leave?.(),
  }
}
