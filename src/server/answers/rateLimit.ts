import type { Clock } from '../../time/clock.js'
import { expect } from '../expect.js'

/** How many requests a service answers; those beyond get a 429. */
export interface RateLimit {
  /** So many a second in the long run; above 0, and may be below 1. */
  readonly perSecond: number
  /** So many at once, after a pause; at least 1. */
  readonly burst: number
}

/** A token bucket: `burst` tokens, refilled evenly. */
export interface RateLimiter {
  /** 0 when the request may pass; otherwise how long until one may, in milliseconds. */
  take(): number
}

/** Lets `perSecond` requests pass. Without a timer: what has been refilled is worked out when somebody asks. */
export function createRateLimiter({ perSecond, burst }: RateLimit, clock: Clock): RateLimiter {
  let tokens = burst
  let countedAt = clock.now()
  return {
    take() {
      const now = clock.now()
      tokens = Math.min(burst, tokens + ((now - countedAt) / 1000) * perSecond)
      countedAt = now
      if (tokens < 1) return ((1 - tokens) / perSecond) * 1000
      tokens -= 1
      return 0
    },
  }
}

/** Refuses a limit that lets nothing pass, or that is none. */
export function expectRateLimit(limit: unknown): void {
  const { perSecond, burst } = (limit ?? {}) as Partial<Record<keyof RateLimit, unknown>>
  const isAtLeast = (value: unknown, least: number) => Number.isFinite(value) && (value as number) >= least
  const holds = isAtLeast(perSecond, Number.MIN_VALUE) && isAtLeast(burst, 1)
  expect(holds, 'rateLimit', '{ perSecond, burst } with perSecond above 0 and burst from 1', limit)
}
