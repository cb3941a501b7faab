/** Machines that are shared, as in CI, are given three times as long. */
const FACTOR = process.env['CI'] ? 3 : 1

/** A deadline in milliseconds for something that takes so many seconds at most. */
export function patience(seconds: number): number {
  return seconds * 1000 * FACTOR
}
