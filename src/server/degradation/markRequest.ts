import type { DegradationState } from './degradationState.js'

/** Writes the state onto what the app gets with a request: three values, and nothing is made for it. */
export function markRequest(
  target: object,
  { degraded, degradedServices, readOnly }: DegradationState,
): void {
  const marked = target as { -readonly [Key in keyof DegradationState]: DegradationState[Key] }
  marked.degraded = degraded
  marked.degradedServices = degradedServices
  marked.readOnly = readOnly
}
