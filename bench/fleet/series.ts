import type { Start } from './client.js'
import type { Measures } from './measure.js'
import { mean, measure } from './measure.js'
import type { Policy } from './policies.js'
import type { Run } from './simulate.js'
import { simulate } from './simulate.js'

/** Lengths of outage, in milliseconds. A policy that keeps the fleet in step is lucky at one, unlucky at another. */
export const OUTAGES: readonly number[] = [600_000, 650_000, 700_000, 750_000, 800_000]
/** Each length is played so often, with other chances. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5]

/** A policy through outages of several lengths, several times each. */
export interface Series {
  readonly policy: Policy
  readonly runs: readonly Measures[]
  /** The means of the runs of each length. */
  readonly lengths: readonly Measures[]
  readonly mean: Measures
}

/** What the outages of a series have in common, and how many there are. */
export interface Conditions {
  readonly pollers: number
  readonly start: Start
  readonly retryAfter?: number
  readonly capacity?: number
  readonly observed?: number
  readonly outages?: readonly number[]
  readonly seeds?: readonly number[]
}

/** Plays and measures a policy at each length and seed. */
export function playSeries(policy: Policy, conditions: Conditions): Series {
  const lengths = (conditions.outages ?? OUTAGES).map((outage) =>
    play(policy, outage, conditions).map(measure),
  )
  const runs = lengths.flat()
  return { policy, runs, lengths: lengths.map(mean), mean: mean(runs) }
}

/** One run for each seed, with what most series leave as it is filled in: two minutes are observed. */
export function play(policy: Policy, outage: number, conditions: Conditions): Run[] {
  const { pollers, start, retryAfter = 0, capacity = Infinity, observed = 120_000 } = conditions
  return (conditions.seeds ?? SEEDS).map((seed) =>
    simulate(policy, { pollers, start, outage, retryAfter, capacity, observed, seed }),
  )
}
