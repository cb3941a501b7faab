const MASK = '***'

/** Members, parameters and variables that hold secrets are named so: `DB_PASSWORD`, `x-api-key`, `clientSecret`. */
const SECRET_NAME =
  'pass(?:word|wd|phrase)|pwd|secret|token|credential|authorization|cookie|(?:api|access|private|account)[_-]?key'

/**
 * What secrets look like in a text. Every repetition is of one class of characters and either bounded or ended by what it
 * leaves out, so that no text, however hostile, takes more than a time in proportion to its length.
 */
const PATTERNS: readonly (readonly [secret: RegExp, replacement: string])[] = [
  // user:password@ in a url; the password may hold what should have been encoded.
  [/:\/\/[^\s/?#:@]{0,256}(?::[^\s"'<>]{0,256})?@/g, `://${MASK}@`],
  [
    /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:[^-]|-(?!----END)){0,10000}(?:-----END [A-Z ]{0,32}-----)?/g,
    MASK,
  ],
  [/\b(Bearer|Basic|Digest|Negotiate) {1,8}[\w.~+/=-]{6,}/gi, `$1 ${MASK}`],
  [
    new RegExp(
      `((?:${SECRET_NAME})[\\w-]{0,32}["']?[ \\t]{0,8}[=:][ \\t]{0,8})(?:"[^"]*"?|'[^']*'?|[^\\s,;&"'})]+)`,
      'gi',
    ),
    `$1${MASK}`,
  ],
  // Keys that tell by their beginning: AWS, Google, OpenAI and its like, GitHub, Slack, JSON Web Tokens.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,128}/g, MASK],
  [/\bAIza[\w-]{20,128}/g, MASK],
  [/\b(?:sk|pk|rk)[-_][\w-]{16,256}/g, MASK],
  [/\bgh[pousr]_\w{16,256}/g, MASK],
  [/\bxox[abeoprs]-[\w-]{8,256}/g, MASK],
  [/(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{4,4096}\.[\w-]{0,4096}/g, MASK],
]

const SECRET_MEMBER = new RegExp(SECRET_NAME, 'i')

/** Deeper than this, details are left out. */
const MAX_DEPTH = 20

/**
 * A text without the secrets that can be known as such. For those who may see details: they may read what has failed, and
 * a connection string is no part of that. It can't know a secret that looks like any other word.
 */
export function scrubText(text: string): string {
  return PATTERNS.reduce((scrubbed, [secret, replacement]) => scrubbed.replace(secret, replacement), text)
}

/** A copy of what JSON can hold, without the texts, and the values of members, that are secrets. */
export function scrubDetails(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return scrubMembers(details, 0, false)
}

function scrubMembers(
  members: object,
  depth: number,
  isInSecret: boolean,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      return [scrubText(name), scrubValue(value, depth, isInSecret || SECRET_MEMBER.test(name))]
    }),
  )
}

/** @param isInSecret A member around it is named as secrets are: no text in it is shown, be it in a list or deeper. */
function scrubValue(value: unknown, depth: number, isInSecret: boolean): unknown {
  if (typeof value === 'string') return isInSecret ? MASK : scrubText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => scrubValue(item, depth + 1, isInSecret))
  return scrubMembers(value, depth + 1, isInSecret)
}
