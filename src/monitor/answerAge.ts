/** What is older than a year says no more by being older still, in milliseconds. */
const MAX_AGE = 31_536_000_000

/**
 * How long an answer has lain in a cache on the way, in milliseconds; 0 when it comes from the back end itself, which
 * `cache: 'no-store'` asks for and not every cache heeds (https://www.rfc-editor.org/rfc/rfc9111#field.age). Hidden across
 * origins unless the server exposes it.
 */
export function readAge(headers: Pick<Headers, 'get'>): number {
  const seconds = headers.get('age')?.trim() ?? ''
  return /^\d+$/.test(seconds) ? Math.min(Number(seconds) * 1000, MAX_AGE) : 0
}
