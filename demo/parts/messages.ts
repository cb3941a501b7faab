import type { FaultTarget } from '../faultTargets.js'

/** From the supervisor to a part: from now on, take this long for each answer. 0 is as fast as you can. */
export interface DelayMessage {
  readonly delay: FaultTarget
  readonly latencyMs: number
}

/** From a part to the supervisor. */
export type PartMessage = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly reason: string }
