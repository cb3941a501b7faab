import type { FallbackOptions } from './fallback.js'
import { fallback } from './fallback.js'
import type { FallbackStrategy } from './fallbackStrategy.js'

/** Answers a failed call with `value`: something simple that is always at hand. */
export function degradedResponse<Value>(
  value: Value,
  { name = 'degraded-response', ...options }: FallbackOptions = {},
): FallbackStrategy<Value> {
  return fallback(() => value, { name, ...options })
}
