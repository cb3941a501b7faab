import type { WireReport } from '../../health/wire.js'

/** A header that is longer costs every poll more than it tells, and clients have limits for all of them together. */
const MAX_LENGTH = 1024

/**
 * How long each check took, as browsers show it beside the request: https://www.w3.org/TR/server-timing
 *
 * A name must be a token (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), so that whatever else a component's name
 * holds becomes `_`; the name itself then follows as a quoted description, as far as a header can hold it.
 */
export function serverTiming(components: WireReport['components']): string {
  let header = ''
  for (const [name, { responseTimeMs }] of Object.entries(components)) {
    if (responseTimeMs === undefined) continue
    const metric = `${header && ', '}${metricName(name)};dur=${responseTimeMs}`
    if (header.length + metric.length > MAX_LENGTH) break
    header += metric
  }
  return header
}

function metricName(name: string): string {
  const token = name.replace(/[^\w!#$%&'*+.^`|~-]/g, '_')
  return token === name ? token : `${token};desc="${quotable(name)}"`
}

/** Visible ASCII and spaces, with `"` and `\` escaped; the rest would be read in another encoding, or end the header. */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')
}
