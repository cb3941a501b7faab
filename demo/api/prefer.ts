import type { IncomingMessage } from 'node:http'

/**
 * Whether the caller would rather have its order taken down now than saved later: `Prefer: respond-async`.
 * https://www.rfc-editor.org/rfc/rfc7240#section-4.1
 */
export function prefersNotToWait({ headers }: IncomingMessage): boolean {
  const preferences = [headers['prefer'] ?? []].flat().join(',').split(',')
  return preferences.some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async')
}
