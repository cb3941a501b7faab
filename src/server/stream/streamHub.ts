import type { Clock, Timer } from '../../time/clock.js'
import { unref } from '../../time/clock.js'
import type { Random } from '../../time/random.js'
import { uniform } from '../../time/random.js'
import type { Answer } from '../answers/answer.js'
import { jsonAnswer } from '../answers/answer.js'
import type { Audience } from '../report/audience.js'
import { eventFrame, HEARTBEAT, joined, liveFrame, retryFrame } from './eventFrame.js'
import type { StreamSink } from './streamBody.js'
import type { ResolvedStreamOptions } from './streamOptions.js'

/** Tells everybody who listens what the report says now, and whenever that changes. */
export interface StreamHub {
  /** One more listener, who knows the report with the id `lastEventId` already; 503 where there is no room for it. */
  answer(audience: Audience, lastEventId: string | null | undefined): Answer
  /** Something may have changed. */
  changed(): void
  /** Ends every stream. Who comes later is refused where `isOpen` says so. */
  end(): void
}

/** What {@link createStreamHub} needs. */
export interface StreamHubPorts extends ResolvedStreamOptions {
  readonly clock: Clock
  readonly random: Random
  /** Whether this instance wants listeners: one that starts or drains has nothing lasting to tell. */
  isOpen(): boolean
  /** The report in JSON for one audience, from the outcomes that are there. */
  current(audience: Audience): Current
  /** Runs the checks by themselves, as nobody polls; returns the stop. */
  startChecks(): () => void
  /** What a 503 asks its caller to wait, in milliseconds. */
  readonly retryAfter: number
}

/** What a report says, and its name. */
export interface Current {
  /** The same as long as the report says the same. */
  readonly id: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Listeners who may see the same, and what they have been told. */
interface Circle {
  readonly sinks: Set<StreamSink>
  told: Current
  /** What a newcomer is told. */
  snapshot: Uint8Array<ArrayBuffer>
}

/**
 * What changes within so many milliseconds is told as one change, and what is undone by then is not told at all: nobody
 * sees a flicker, and with many components a report is made and sent a few times a second at the most.
 */
const GATHER = 250
/** Who has left more than so many bytes unread is too slow, and comes back by itself. */
const MAX_BACKLOG = 64 * 1024

const HEADERS = {
  'content-type': 'text/event-stream',
  // `no-transform`: compression would hold events back until there are enough of them.
  'cache-control': 'no-cache, no-transform',
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  'x-accel-buffering': 'no',
}

/** A hub without listeners has no timer and runs nothing. However many listen, it has two timers, and writes each report once. */
export function createStreamHub(ports: StreamHubPorts): StreamHub {
  const { clock, random, heartbeat, maxConnections, retryAfter } = ports
  const circles = new Map<Audience, Circle>()
  const live = liveFrame(heartbeat)
  let size = 0
  let beating: Timer | null = null
  let gathering: Timer | null = null
  let stopChecks = () => {}

  const after = (callback: () => void, delayMs: number): Timer => {
    const timer = clock.setTimeout(callback, delayMs)
    unref(timer)
    return timer
  }

  function begin(): void {
    beating = after(beat, heartbeat)
    stopChecks = ports.startChecks()
  }

  function rest(): void {
    if (beating) clock.clearTimeout(beating)
    if (gathering) clock.clearTimeout(gathering)
    beating = gathering = null
    stopChecks()
  }

  function beat(): void {
    beating = after(beat, heartbeat)
    // What time alone changes: a maintenance window began, or is over.
    tellAll()
    for (const circle of circles.values()) for (const sink of circle.sinks) push(circle, sink, HEARTBEAT)
  }

  function tellAll(): void {
    gathering = null
    for (const [audience, circle] of circles) tell(audience, circle)
  }

  function tell(audience: Audience, circle: Circle): void {
    const { id, bytes } = ports.current(audience)
    const isKnown = id === circle.told.id
    // Also where no word has changed: a newcomer wants the times and numbers of now.
    if (bytes !== circle.told.bytes) circle.snapshot = eventFrame('snapshot', id, bytes)
    circle.told = { id, bytes }
    if (isKnown) return
    const change = eventFrame('change', id, bytes)
    for (const sink of circle.sinks) push(circle, sink, change)
  }

  function push(circle: Circle, sink: StreamSink, bytes: Uint8Array<ArrayBuffer>): void {
    if (sink.backlog() <= MAX_BACKLOG) return sink.write(bytes)
    leave(circle, sink)
    sink.drop()
  }

  function circleOf(audience: Audience): Circle {
    const known = circles.get(audience)
    if (known) {
      tell(audience, known)
      return known
    }
    const told = ports.current(audience)
    return { sinks: new Set<StreamSink>(), told, snapshot: eventFrame('snapshot', told.id, told.bytes) }
  }

  function join(audience: Audience, lastEventId: string | null | undefined, sink: StreamSink): () => void {
    // Others may have come between this one's answer and now.
    if (!hasRoom()) {
      sink.end()
      return () => {}
    }
    const circle = circleOf(audience)
    circles.set(audience, circle)
    circle.sinks.add(sink)
    if (size++ === 0) begin()
    // As it is: a copy for each would be a hundred megabytes when a thousand come back for a long report.
    if (circle.told.id !== lastEventId) sink.write(circle.snapshot)
    // Spread, for those who lose their streams in the same instant.
    const retry = retryFrame(uniform(random, retryAfter, 2 * retryAfter))
    sink.write(joined([retry, live]))
    return () => leave(circle, sink)
  }

  function leave(circle: Circle, sink: StreamSink): void {
    if (!circle.sinks.delete(sink)) return
    if (--size === 0) {
      circles.clear()
      rest()
    }
  }

  function hasRoom(): boolean {
    return ports.isOpen() && size < maxConnections
  }

  function refusal(code: string, message: string): Answer {
    const seconds = Math.ceil(uniform(random, retryAfter, 2 * retryAfter) / 1000)
    return jsonAnswer(503, { error: { code, message } }, { 'retry-after': String(seconds) })
  }

  function end(): void {
    for (const circle of circles.values()) {
      for (const sink of circle.sinks) {
        leave(circle, sink)
        sink.end()
      }
    }
  }

  return {
    answer(audience, lastEventId) {
      if (!ports.isOpen()) {
        return refusal(
          'NOT_READY',
          'This instance is starting or shutting down. Listen again later, or poll.',
        )
      }
      if (!hasRoom()) {
        return refusal(
          'TOO_MANY_STREAMS',
          'As many listen as this instance allows. Listen again later, or poll.',
        )
      }
      const connect = (sink: StreamSink) => join(audience, lastEventId, sink)
      return { status: 200, headers: HEADERS, bytes: null, stream: { connect } }
    },
    changed() {
      if (!ports.isOpen()) end()
      else if (size > 0) gathering ??= after(tellAll, GATHER)
    },
    end,
  }
}
