import { MAX_DELAY_MS } from '../time/clock.js'

/** Refuses a malformed option at the door: a TypeError that says which, what was expected and what was given. */
export function expect(holds: boolean, option: string, expected: string, got: unknown): void {
  if (holds) return
  throw new TypeError(`Health service option ${option}: expected ${expected}, got ${describe(got)}.`)
}

/** A duration that a timer can hold, in milliseconds. */
export function expectDuration(option: string, value: unknown): void {
  const holds = typeof value === 'number' && value > 0 && value <= MAX_DELAY_MS
  expect(holds, option, `a number of milliseconds above 0 and up to ${MAX_DELAY_MS}`, value)
}

/** A whole number, at least `least`. */
export function expectWhole(option: string, value: unknown, least: number): void {
  const holds = Number.isSafeInteger(value) && (value as number) >= least
  expect(holds, option, `a whole number from ${least}`, value)
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value)
}
