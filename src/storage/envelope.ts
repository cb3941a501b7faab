/** What stands in storage: the data, when it was put there (epoch milliseconds), and in which version of its shape. */
export interface Envelope {
  readonly version: number
  readonly savedAt: number
  readonly data: unknown
}

/** How far in the future a record may lie before the clock must have been moved back, in milliseconds. */
const FUTURE_TOLERANCE = 60_000

/** What decides whether a record is still good. */
export interface EnvelopeRules {
  readonly version: number
  /** In milliseconds. */
  readonly maxAge: number
  /** Epoch milliseconds. */
  readonly now: number
}

/** The envelope in a stored value; `null` for anything else, another version, too old a record, or a future one. */
export function openEnvelope(value: unknown, { version, maxAge, now }: EnvelopeRules): Envelope | null {
  if (typeof value !== 'object' || value === null) return null
  const { version: storedVersion, savedAt, data } = value as Partial<Record<keyof Envelope, unknown>>
  if (storedVersion !== version || typeof savedAt !== 'number' || !Number.isFinite(savedAt)) return null
  if (savedAt > now + FUTURE_TOLERANCE || now - savedAt > maxAge) return null
  // Within the tolerance a record is new: no age is ever negative.
  return { version, savedAt: Math.min(savedAt, now), data }
}
