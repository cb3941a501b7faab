/** How a report can be written; `own` is what the option `format` makes of it, in place of the native one. */
export type AnswerFormat = 'native' | 'own' | 'healthJson' | 'text'

/** What each of them is called in an answer. */
export const CONTENT_TYPES: Readonly<Record<AnswerFormat, string>> = {
  native: 'application/json',
  own: 'application/json',
  healthJson: 'application/health+json',
  text: 'text/plain; charset=utf-8',
}

/** What a caller can ask for. */
export type NegotiatedFormat = Exclude<AnswerFormat, 'own'>

/** The media types to ask for them by, in the order in which they are preferred where the caller does not mind. */
const MEDIA_TYPES: readonly (readonly [format: NegotiatedFormat, type: string, family: string])[] = [
  ['native', 'application/json', 'application/*'],
  ['healthJson', 'application/health+json', 'application/*'],
  ['text', 'text/plain', 'text/*'],
]

/** What is read of a header: browsers send 8 ranges in 200 characters, and nobody needs more than this. */
const MAX_LENGTH = 1000
const MAX_RANGES = 20

/**
 * The format that an `Accept` header asks for (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1): the one with the
 * highest `q`, native among equals. Where it names none of ours the answer is native as well, and never a 406: a probe
 * judges by the status code, and a 406 would take a healthy instance out of rotation.
 */
export function negotiate(accept: string | null | undefined): NegotiatedFormat {
  // What nearly everybody sends.
  if (!accept || accept === '*/*' || accept === 'application/json') return 'native'
  const weights = weightsOf(accept.slice(0, MAX_LENGTH))
  let best: NegotiatedFormat = 'native'
  let bestWeight = 0
  for (const [format, type, family] of MEDIA_TYPES) {
    // The most precise of the ranges counts, also where it says less than a wider one.
    const weight = weights.get(type) ?? weights.get(family) ?? weights.get('*/*') ?? 0
    if (weight > bestWeight) {
      best = format
      bestWeight = weight
    }
  }
  return best
}

/** How much each media range is wanted, from 0 to 1. */
function weightsOf(accept: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const item of accept.toLowerCase().split(',', MAX_RANGES)) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    weights.set(range, weight >= 0 && weight <= 1 ? weight : 0)
  }
  return weights
}
