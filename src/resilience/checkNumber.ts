/** Throws a `RangeError` that names `what`, unless `value` is a whole number from 1. */
export function wholeNumber(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw wrong(what, 'a whole number from 1', value)
}

/** Throws a `RangeError` that names `what`, unless `value` is a share: above 0, and 1 at the most. */
export function share(what: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw wrong(what, 'a share above 0, 1 at the most', value)
}

/** Throws a `RangeError` that names `what`, unless `value` is a duration: milliseconds, from `least`. */
export function duration(what: string, value: number, least = 0): void {
  if (!(value >= least && value < Infinity)) throw wrong(what, `milliseconds from ${least}`, value)
}

function wrong(what: string, expected: string, got: unknown): RangeError {
  return new RangeError(`react-api-status: ${what}: expected ${expected}, got ${String(got)}.`)
}
