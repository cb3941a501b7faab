const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/i

/**
 * A time in epoch milliseconds; `undefined` for what is none.
 *
 * Texts are ISO 8601; one without a zone is UTC (Python's `isoformat()` leaves it out, and `Date.parse` would take it
 * for local time). Numbers are seconds or milliseconds since 1970: for any day of the years 1974 to 5000 only one of
 * them is possible. The first moment of 1970 is a clock that was never set.
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return value > 0 && value < 1e14 ? Math.round(value < 1e11 ? value * 1000 : value) : undefined
  }
  const [, day, time = '00:00', zone = 'Z'] = ISO.exec(typeof value === 'string' ? value : '') ?? []
  // NaN for a day that does not exist.
  return Date.parse(`${day}T${time}${zone.toUpperCase()}`) || undefined
}
