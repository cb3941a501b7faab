/** Throws a `RangeError` that names the duration, unless it is one. `Infinity` is, where `most` says so. */
export function checkDuration(name: string, value: number, most: number = Number.MAX_VALUE): void {
  if (!(value >= 0 && value <= most)) {
    throw new RangeError(`This is no duration: expected \`${name}\` in milliseconds, got ${value}.`)
  }
}
