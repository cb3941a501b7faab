import * as cockatiel from './cockatiel.js'
import * as opossum from './opossum.js'
import * as ours from './ours.js'
import * as sharing from './sharing.js'
import type { Subject } from './subject.js'
import { bare } from './subject.js'

/** Let the call through, which goes well. */
export const PASSING: readonly Subject[] = [
  bare,
  ours.consecutive,
  ours.count,
  ours.time,
  ours.slow,
  ours.breakerTimeout,
  ours.retryBreakerTimeout,
  cockatiel.consecutive,
  cockatiel.count,
  cockatiel.time,
  cockatiel.timeoutAlone,
  cockatiel.retryBreaker,
  cockatiel.retryBreakerTimeout,
  opossum.withoutTimeout,
  opossum.withTimeout,
]

/** What it costs to share the state of a breaker: those that do, beside one that doesn't. */
export const SHARING: readonly Subject[] = [bare, ours.consecutive, sharing.connected, sharing.hung]

/** Refuse the call, and reject. */
export const REFUSING: readonly Subject[] = [ours.refusing, cockatiel.refusing, opossum.refusing]

/** Refuse the call, and answer in its place. */
export const ANSWERING: readonly Subject[] = [
  ours.answering,
  ours.degraded,
  cockatiel.answering,
  opossum.answering,
]

/** Calls in the window before those that fail. */
export const FILLS: readonly number[] = [10, 100, 1000, 10_000]

/** Let the call through, which fails. Windows of calls hold as many as named. */
export function failingWith(fill: number): readonly Subject[] {
  return [
    bare,
    ours.consecutive,
    ours.countOf(fill),
    ours.time,
    cockatiel.consecutive,
    cockatiel.countOf(fill),
    cockatiel.time,
    opossum.withoutTimeout,
  ]
}

/** Made by the thousand, to see what each keeps in memory and which timers it runs. */
export const KEPT: readonly Subject[] = [
  ours.consecutive,
  ours.count,
  ours.time,
  ours.slow,
  ours.retryBreakerTimeout,
  cockatiel.consecutive,
  cockatiel.count,
  cockatiel.time,
  cockatiel.retryBreakerTimeout,
  opossum.withoutTimeout,
]
