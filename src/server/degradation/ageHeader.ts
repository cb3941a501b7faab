import type { ReadAnswer } from '../data/readAnswer.js'

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
  return source === 'cache' ? { age: String(Math.max(0, Math.floor(ageMs / 1000))) } : {}
}
