import { createHash } from 'node:crypto'
import type { WireReport } from '../../health/wire.js'
import type { Audience } from './audience.js'

/**
 * A validator over what a report says, without what moves on every poll (times, latencies, details), so that an
 * unchanged state is a 304. Weak, because two bodies with the same one differ in their numbers
 * (https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1). The audiences have different ones: a cache that holds the
 * report of a trusted caller must not hand it to anybody else.
 */
export function etagOf(audience: Audience, report: WireReport): string {
  const components = Object.entries(report.components).map(([name, component]) => [
    name,
    { ...component, responseTimeMs: undefined, checkedAt: undefined, details: undefined },
  ])
  const stable = JSON.stringify([audience, { ...report, timestamp: undefined, components }])
  return `W/"${createHash('sha256').update(stable).digest('base64url').slice(0, 22)}"`
}

/** Whether an If-None-Match header names the etag (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((candidate) => opaque(candidate) === opaque(etag))
}

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, '')
}
