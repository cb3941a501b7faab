import type { LatencySample } from '../../health/history.js'

/** The latencies that a line is drawn of, and what they come to: milliseconds all of them. */
export interface Latencies {
  /** Newest last. */
  readonly samples: readonly LatencySample[]
  /** `null` without a sample. */
  readonly figures: LatencyFigures | null
}

/** A few latencies in figures, in milliseconds. */
export interface LatencyFigures {
  readonly latest: number
  /** The median. */
  readonly usual: number
  readonly longest: number
  /** Up to here the line is drawn to scale; what took longer is marked at the top. `longest` when nothing did. */
  readonly ceiling: number
}

/** Beyond so many times what nine in ten answers took, one of the others would flatten the line. */
const STANDS_OUT = 2
/** How high the line goes instead, by the same measure. */
const CEILING = 1.5

export function readLatencies(samples: readonly LatencySample[]): Latencies {
  const latest = samples.at(-1)?.ms
  if (latest === undefined) return { samples, figures: null }
  const sorted = samples.map(({ ms }) => ms)
  sorted.sort((a, b) => a - b)
  const least = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? latest
  const longest = least(1)
  const most = least(0.9)
  const ceiling = most > 0 && longest > STANDS_OUT * most ? CEILING * most : longest
  return { samples, figures: { latest, usual: least(0.5), longest, ceiling } }
}
