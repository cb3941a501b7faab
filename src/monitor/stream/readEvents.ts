import { isObject } from '../../formats/fields.js'
import type { HealthReport } from '../../health/report.js'
import { readByApp, readByFormats } from '../appCallbacks.js'
import type { ResolvedOptions } from '../options.js'
import type { StreamEvent } from './eventParser.js'

/** Events that hold a report. One without a name of its own is a `message`. */
const REPORTS: readonly string[] = ['snapshot', 'change', 'message']

/** What a server that says nothing of it is taken to do, in milliseconds. */
export const DEFAULT_HEARTBEAT = 15_000
/** Bounds of what a server may say of its heartbeat, in milliseconds. */
const HEARTBEAT_BOUNDS = { least: 1000, most: 120_000 } as const

/** The newest of the events that holds a report. */
export function newestReport(events: readonly StreamEvent[]): StreamEvent | undefined {
  return events.findLast(({ type }) => REPORTS.includes(type))
}

/** The report of an event, read as the answer to a probe is; `null` when it is none. */
export function reportOf({ data }: StreamEvent, options: ResolvedOptions): HealthReport | null {
  const response = new Response(data, { headers: { 'content-type': 'application/json' } })
  const { status, headers } = response
  const read = readByApp(options, response, data)
  if (read) return read
  const answer = readByFormats(options, { status, headers, body: { kind: 'text', text: data } })
  return answer.kind === 'report' ? answer.report : null
}

/** How often the server promises to be heard, in milliseconds; `undefined` when none of the events says so. */
export function heartbeatOf(events: readonly StreamEvent[]): number | undefined {
  const live = events.findLast(({ type }) => type === 'live')
  if (!live) return undefined
  const { least, most } = HEARTBEAT_BOUNDS
  const heartbeatMs = parsed(live.data)
  return typeof heartbeatMs === 'number' ? Math.min(Math.max(heartbeatMs, least), most) : DEFAULT_HEARTBEAT
}

function parsed(data: string): unknown {
  try {
    const value: unknown = JSON.parse(data)
    return isObject(value) ? value['heartbeatMs'] : undefined
  } catch {
    return undefined
  }
}
