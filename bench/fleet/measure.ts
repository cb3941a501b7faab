import { seededRandom } from '../../src/testing/seededRandom.js'
import { uniform } from '../../src/time/random.js'
import type { Run } from './simulate.js'

/** What one run comes to. Times are seconds, loads requests per second in the busiest second. */
export interface Measures {
  /** While the back end is down: the first wave. */
  readonly firstWave: number
  /** From the recovery on. */
  readonly peak: number
  /** When so many of a hundred clients knew of the recovery. */
  readonly t50: number
  readonly t95: number
  readonly t99: number
  /** Probes that each client sent during the outage. */
  readonly probes: number
  /** `peak × T95 / pollers`: 0.95 is an even rate, which no policy can better but by luck. */
  readonly efficiency: number
}

/** Measures one run. */
export function measure({ scenario, sent, learned }: Run): Measures {
  const recovery = Math.floor(scenario.outage / 1000)
  const [t50 = 0, t95 = 0, t99 = 0] = [0.5, 0.95, 0.99].map((share) => quantile(learned, share) / 1000)
  const peak = busiest(sent.subarray(recovery))
  return {
    firstWave: busiest(sent.subarray(0, recovery)),
    peak,
    t50,
    t95,
    t99,
    probes: sum(sent.subarray(0, recovery)) / scenario.pollers,
    efficiency: (peak * t95) / scenario.pollers,
  }
}

/** The means of several runs. */
export function mean(runs: readonly Measures[]): Measures {
  const of = (name: keyof Measures) => sum(runs.map((run) => run[name])) / runs.length
  return {
    firstWave: of('firstWave'),
    peak: of('peak'),
    t50: of('t50'),
    t95: of('t95'),
    t99: of('t99'),
    probes: of('probes'),
    efficiency: of('efficiency'),
  }
}

/**
 * The busiest second of the recovery when each client sends `requests` of the app's on learning of it, each in a slot
 * of its own within `spread` ms, as `onRecovered` gives to its subscribers.
 */
export function storm({ scenario, sent, learned }: Run, requests: number, spread: number): number {
  const random = seededRandom(scenario.seed)
  const total = sent.slice(Math.floor(scenario.outage / 1000))
  for (const at of learned) {
    for (let request = 0; request < requests; request++) {
      const second = Math.floor((at + uniform(random, 0, spread)) / 1000)
      if (second < total.length) total[second] = (total[second] ?? 0) + 1
    }
  }
  return busiest(total)
}

/** `share` of the ascending `values` are this or less. */
function quantile(values: Float64Array, share: number): number {
  return values[Math.ceil(values.length * share) - 1] ?? Infinity
}

function busiest(counts: Uint32Array): number {
  return counts.reduce((most, count) => Math.max(most, count), 0)
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}
