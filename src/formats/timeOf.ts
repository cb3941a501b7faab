const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i

/** The longest time that a `Date` can hold, either way, in milliseconds. */
const MAX_TIME = 8_640_000_000_000_000

/**
 * A time in epoch milliseconds; `undefined` for what is none.
 *
 * Texts are ISO 8601; one without a zone is UTC (Python's `isoformat()` leaves it out, and `Date.parse` would take it
 * for local time). Numbers are seconds, milliseconds, microseconds or nanoseconds since 1970: for any day of the years
 * 1974 to 5000 only one of them is possible.
 */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'number' ? scaled(value) : typeof value === 'string' ? parsed(value) : NaN
  return Math.abs(time) <= MAX_TIME ? time : undefined
}

function parsed(text: string): number {
  const match = text.length <= 40 ? ISO.exec(text.trim()) : null
  if (!match) return NaN
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = match
  return Date.parse(`${day}T${time}${fraction}${zone.toUpperCase()}`)
}

function scaled(value: number): number {
  if (!(value > 0 && value < 1e20)) return NaN
  if (value < 1e11) return Math.round(value * 1000)
  // One step from microseconds, two from nanoseconds.
  return value < 1e14 ? Math.round(value) : scaled(value / 1000)
}
