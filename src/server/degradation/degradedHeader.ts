import type { AnswerHeaders } from '../answers/answer.js'

/** So many characters of names are sent, each name whole or not at all: proxies refuse headers that are too long. */
const MAX_LENGTH = 1024
/** Space to tilde: what a string may hold (https://www.rfc-editor.org/rfc/rfc9651#name-strings). */
const PRINTABLE = /^[ -~]*$/

const encoder = new TextEncoder()
const NONE: AnswerHeaders = {}

/** A list of strings, as https://www.rfc-editor.org/rfc/rfc9651 writes it; an empty one is no header at all. */
export function degradedHeader(header: string | false, names: readonly string[]): AnswerHeaders {
  if (header === false) return NONE
  let value = ''
  for (const name of names) {
    const longer = value === '' ? quoted(name) : `${value}, ${quoted(name)}`
    if (longer.length <= MAX_LENGTH) value = longer
  }
  return value === '' ? NONE : { [header]: value }
}

function quoted(name: string): string {
  if (PRINTABLE.test(name)) return `"${name.replace(/["\\]/g, String.raw`\$&`)}"`
  return `%"${Array.from(encoder.encode(name), percentEncoded).join('')}"`
}

/** https://www.rfc-editor.org/rfc/rfc9651#name-serializing-a-display-strin */
function percentEncoded(byte: number): string {
  const character = String.fromCharCode(byte)
  return byte >= 0x20 && byte <= 0x7e && !/["%]/.test(character)
    ? character
    : `%${byte.toString(16).padStart(2, '0')}`
}
