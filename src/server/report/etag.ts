import type { WireReport } from '../../health/wire.js'
import type { Audience } from './audience.js'
import { stableHash } from './stableHash.js'

/**
 * A validator over what a report says, without what moves on every poll (times, latencies, details), so that an
 * unchanged state is a 304. Weak, because two bodies with the same one differ in their numbers
 * (https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1). Each audience and each format has its own: a cache that holds
 * the report of a trusted caller must not hand it to anybody else.
 */
export function etagOf(audience: Audience, format: string, report: WireReport): string {
  const components = Object.entries(report.components).map(([name, { status, critical, impact, error }]) => [
    name,
    status,
    critical,
    impact,
    error,
  ])
  return `W/"${stableHash(JSON.stringify([audience, format, { ...report, timestamp: undefined, components }]))}"`
}

/**
 * Whether an If-None-Match header names the etag, weak or strong alike
 * (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). Searched rather than taken apart: no tag holds a quote, and a
 * header of thousands of tags costs no more than another.
 */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.includes(etag.replace('W/', '')) || ifNoneMatch.trim() === '*'
}
