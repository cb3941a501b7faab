/**
 * What somebody else has written, for use in a sentence of ours. A sign at its edge, as in "auth (v2)", turns and changes
 * sides where the sentence runs the other way: https://www.w3.org/International/articles/inline-bidi-markup/uba-basics
 */
export function isolated(text: string): string {
  return /^[^\p{L}\p{N}]|[^\p{L}\p{N}]$/u.test(text) ? `\u2068${text}\u2069` : text
}
