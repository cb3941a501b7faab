import type { HealthReport } from '../../health/report.js'
import { exponential } from '../../resilience/backoff.js'
import type { Timer } from '../../time/clock.js'
import { uniform } from '../../time/random.js'
import { isSameOrigin, resolveUrl } from '../location.js'
import type { ReportOutcome } from '../outcome.js'
import type { StreamEvent } from './eventParser.js'
import type { Ending } from './listen.js'
import { listen } from './listen.js'
import { DEFAULT_HEARTBEAT, heartbeatOf, newestReport, reportOf } from './readEvents.js'
import type { Stream } from './stream.js'

/** Options of {@link eventStream}. */
export interface EventStreamOptions {
  /** Where the back end pushes, absolute or relative to the page. @default `stream` below the monitor's `url` */
  readonly url?: string | undefined
}

/** One connection, from the wish to have it on. */
interface Connection {
  readonly controller: AbortController
  /** Until it is made, and then until it has proved to be live. */
  timer: Timer | null
  live: Live | null
  /** The last report that came by it, or that it goes on from: what a heartbeat confirms. */
  last: ReportOutcome | null
}

/** What is known of a connection that proved to be live. In milliseconds, times are monotonic. */
interface Live {
  readonly since: number
  heardAt: number
  /** When it last had something to say to the monitor. */
  toldAt: number
  heartbeat: number
}

/** A stream that has been silent for so many heartbeats is dead. */
const MISSED_BEATS = 2.5
/** Timers may fire so much too early, in milliseconds: Node's count whole ones. */
const EARLY = 1
/** After the second failure in a row: polling does what is to be done, and the stream can wait. */
const backoff = exponential({ base: 60_000, cap: 600_000, jitter: 'equal' })

/**
 * Has the tab that leads listen for changes instead of polling: server-sent events over `fetch`, with the headers and
 * credentials of a probe. `/stream` of `react-api-status/server` speaks it, and so does any server that sends reports as
 * events named `snapshot`, `change` or not at all.
 *
 * A lost stream is no verdict: a probe finds out. Where there is no stream, polling goes on as without this option.
 *
 * Throws a `TypeError` when `url` is no string.
 *
 * @example
 * createApiStatus({ url: '/api/health', stream: eventStream() })
 */
export function eventStream({ url }: EventStreamOptions = {}): Stream {
  if (url !== undefined && (typeof url !== 'string' || url === '')) {
    const got = url === '' ? "''" : typeof url
    throw new TypeError(`react-api-status: option \`url\` of eventStream: expected url, got ${got}.`)
  }
  return ({ environment, options, held, onOutcome, onLost }) => {
    const { clock, random } = environment
    let connection: Connection | null = null
    let failures = 0
    let isRefused = false
    let notBefore = -Infinity

    const address = (): URL | null => {
      const base = environment.baseUrl()
      return url === undefined ? below(resolveUrl(options.url, base)) : resolveUrl(url, base)
    }
    /** Probes reach another instance, behind a load balancer, and so do the app's calls. */
    const isContradicted = ({ report }: ReportOutcome) => {
      const found = held()?.report
      return found !== undefined && (found.status === 'unhealthy') !== (report.status === 'unhealthy')
    }
    const drop = () => {
      if (connection?.timer) clock.clearTimeout(connection.timer)
      connection?.controller.abort()
      connection = null
    }
    const lose = () => {
      const { live } = connection ?? {}
      // As long as it was heard: one that a proxy holds back after its first words has not held.
      const hadHeld = live && live.heardAt - live.since > patienceOf(live)
      failures = hadHeld ? 1 : failures + 1
      notBefore = failures === 1 ? clock.now() : clock.now() + backoff({ attempt: failures - 1 }, random)
      drop()
    }
    const end = (ending: Ending) => {
      switch (ending.kind) {
        case 'lost':
          lose()
          return onLost(failures === 1)
        case 'busy':
          // Everyone who was told the same second comes after it, spread.
          notBefore = clock.now() + uniform(random, ending.retryAfter, 2 * ending.retryAfter)
          break
        case 'refused':
          isRefused = true
      }
      drop()
      onLost(false)
    }

    const connect = (mine: Connection) => {
      const at = address()
      if (!at) return end({ kind: 'refused' })
      mine.timer = clock.setTimeout(() => end({ kind: 'lost' }), options.timeout)
      const isOwn = isSameOrigin(at, environment.baseUrl())
      const known = isOwn ? held() : null
      if (known?.etag) mine.last = pushed(known.report, known.etag)
      void listen(environment, options, {
        url: at,
        lastEventId: known?.etag ?? null,
        signal: mine.controller.signal,
        onSign: (events) => connection !== mine || hear(mine, events, isOwn),
      }).then((ending) => connection === mine && end(ending))
    }

    /** `false` when a report can't be read. */
    const hear = (mine: Connection, events: readonly StreamEvent[], isOwn: boolean): boolean => {
      const now = clock.now()
      const newest = newestReport(events)
      const report = newest && reportOf(newest, options)
      if (newest && !report) return false
      const promised = heartbeatOf(events)
      if (!mine.live && (report || promised !== undefined)) {
        if (mine.timer) clock.clearTimeout(mine.timer)
        mine.timer = null
        mine.live = { since: now, heardAt: now, toldAt: -Infinity, heartbeat: DEFAULT_HEARTBEAT }
      }
      const { live } = mine
      if (!live) return true
      live.heardAt = now
      live.heartbeat = promised ?? live.heartbeat
      if (newest && report) {
        mine.last = pushed(report, isOwn ? etagIn(newest.id) : null)
        live.toldAt = now
        onOutcome(mine.last, newest.type === 'change')
      } else if (now - live.toldAt >= live.heartbeat / 2) {
        live.toldAt = now
        if (mine.last) onOutcome(mine.last, false)
      }
      return true
    }

    return {
      open() {
        const { live, last } = connection ?? {}
        const isSilent = live && clock.now() - live.heardAt >= patienceOf(live) - EARLY
        if (isSilent || (live && last && isContradicted(last))) lose()
        if (connection || isRefused || clock.now() < notBefore) return
        const mine: Connection = { controller: new AbortController(), timer: null, live: null, last: null }
        connection = mine
        // In a turn of its own: who checks once and stops has no use for a stream.
        mine.timer = clock.setTimeout(() => connect(mine), 0)
      },
      rest: drop,
      forgive() {
        isRefused = false
        failures = 0
        notBefore = -Infinity
      },
      get patience() {
        return connection?.live ? patienceOf(connection.live) : null
      },
    }
  }
}

function patienceOf({ heartbeat }: Live): number {
  return MISSED_BEATS * heartbeat
}

function pushed(report: HealthReport, etag: string | null): ReportOutcome {
  return { kind: 'report', report, etag, httpStatus: 200, ageMs: 0, latencyMs: null, retryAfter: 0 }
}

/** An id that can be sent as a validator by a probe; ids of other servers may be anything. */
function etagIn(id: string): string | null {
  return /^(W\/)?"[^"]*"$/.test(id) ? id : null
}

/** The address of the stream that belongs to a health endpoint. */
function below(endpoint: URL | null): URL | null {
  if (!endpoint) return null
  const stream = new URL(endpoint)
  stream.pathname = `${stream.pathname.replace(/\/$/, '')}/stream`
  return stream
}
