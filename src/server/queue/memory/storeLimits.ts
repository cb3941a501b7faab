import { expectDuration, expectWhole } from '../../expect.js'

/** How much a store that has its jobs in memory may hold. */
export interface StoreLimits {
  /** How many jobs are kept at the most, dead ones among them: `add` rejects beyond. @default 100000 */
  readonly maxJobs?: number
  /** How long their data may be, all together, in characters of JSON. @default 268435456 */
  readonly maxSize?: number
  /** How long the key of a job that was done is remembered, in milliseconds. @default 86400000 (a day) */
  readonly keepKeys?: number
  /** How many of those at the most; the oldest are forgotten first. @default 100000 */
  readonly maxKeys?: number
}

/** Completes and checks the limits of a store. */
export function expectLimits(store: string, limits: StoreLimits): Required<StoreLimits> {
  const { maxJobs = 100_000, maxSize = 256 * 2 ** 20, keepKeys = 86_400_000, maxKeys = 100_000 } = limits
  expectWhole(`${store} maxJobs`, maxJobs, 1)
  expectWhole(`${store} maxSize`, maxSize, 1)
  expectDuration(`${store} keepKeys`, keepKeys)
  expectWhole(`${store} maxKeys`, maxKeys, 0)
  return { maxJobs, maxSize, keepKeys, maxKeys }
}
