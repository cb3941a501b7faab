import type { ReadAnswer } from '../data/readAnswer.js'

/** Whatever is older is sent as this: https://www.rfc-editor.org/rfc/rfc9111#name-delta-seconds */
const MOST_SECONDS = 2 ** 31

/**
 * The header of a response that was read from a cache: `{ age: '12' }`, in whole seconds
 * (https://www.rfc-editor.org/rfc/rfc9111#name-age); `{}` for one from anywhere else.
 *
 * @example
 * ageHeader({ source: 'cache', ageMs: 12_400 }) // { age: '12' }
 */
export function ageHeader({
  source,
  ageMs,
}: Pick<ReadAnswer<unknown>, 'source' | 'ageMs'>): Readonly<Record<string, string>> {
  if (source !== 'cache') return {}
  const seconds = Math.floor(ageMs / 1000)
  return { age: String(Math.min(Math.max(0, seconds), MOST_SECONDS)) }
}
