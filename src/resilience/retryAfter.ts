/** No back end can silence us for longer, in milliseconds. */
export const MAX_ASKED_WAIT = 600_000

/**
 * The wait that a response asks for, in milliseconds; 0 when it asks for none. Seconds or a date
 * (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after); a date is measured against the response's own `Date`, so
 * that neither clock has to be right. Across origins both are hidden unless the server exposes them.
 */
export function readRetryAfter(headers: Pick<Headers, 'get'>, wallNow: number): number {
  // Other libraries' headers may give anything.
  const sent: unknown = headers.get('retry-after')
  if (typeof sent !== 'string') return 0
  const value = sent.trim()
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - serverNow(headers, wallNow)
  // So many digits that the number is infinite are still a wait.
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), MAX_ASKED_WAIT)
}

function serverNow(headers: Pick<Headers, 'get'>, wallNow: number): number {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(date) ? wallNow : date
}
