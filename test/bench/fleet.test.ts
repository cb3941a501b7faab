import { describe, expect, it } from 'vitest'
import type { Figure } from '../../bench/fleet/figures.js'
import { figures, judge, PROBES_PER_TAB } from '../../bench/fleet/figures.js'
import { healthyLoad, pollersOf } from '../../bench/fleet/fleet.js'
import { mean, measure, storm } from '../../bench/fleet/measure.js'
import { obedient, ours, rivals } from '../../bench/fleet/policies.js'
import { play, playSeries } from '../../bench/fleet/series.js'

// `npm run bench:fleet` holds the figures with 100 000 tabs; here a tenth of them does, so that it takes seconds.
const TABS = 10_000
const SHARE = TABS / 100_000
const pollers = pollersOf(TABS)

/**
 * The figures at the size of this fleet, with room for its noise. How many independent clients come in a second varies
 * by the square root of their number, which is a larger part of a small number, and the busiest of 120 seconds lies
 * three of those deviations above the mean. So the peak scales with the fleet, and gains three deviations less what the
 * figure for 100 000 has in it already; the efficiency gains the same part. T95 is the moment of one client: among 1600
 * of them, and as the mean of 5 runs, it is known to 0.13 s, and three deviations are 0.4 s.
 */
const scaled: readonly Figure[] = (() => {
  const { peak, t95, efficiency } = figures
  const share = peak.limit * SHARE
  const limit = share + 3 * (Math.sqrt(share) - Math.sqrt(peak.limit) * SHARE)
  return [
    { ...peak, limit },
    { ...t95, limit: t95.limit + 0.4 },
    { ...efficiency, limit: efficiency.limit * (limit / share) },
  ]
})()

describe.each(['synchronised', 'spread'] as const)('a fleet on the shipped schedule, %s start', (start) => {
  const series = playSeries(ours, { pollers, start })

  it.each(scaled)('holds in outages of 600 to 800 s: $name (R28)', (figure) => {
    expect(judge(series, figure)).toMatchObject({ isHeld: true })
  })

  it('sends few probes during an outage of 600 s (R28)', () => {
    const [shortest] = series.lengths
    expect(((shortest?.probes ?? Infinity) * pollers) / TABS).toBeLessThanOrEqual(PROBES_PER_TAB)
  })

  // Over ten minutes any fleet drifts apart; after one, only what the schedule took apart is.
  it.each(scaled)('holds in outages of a minute or two: $name (R28)', (figure) => {
    const short = playSeries(ours, { pollers, start, outages: [60_000, 120_000] })
    expect(judge(short, figure)).toMatchObject({ isHeld: true })
  })

  it('plays the same outage twice in the same way', () => {
    const conditions = { pollers, start, seeds: [7] }
    expect(play(ours, 600_000, conditions)).toEqual(play(ours, 600_000, conditions))
  })
})

describe('a fleet that noticed the outage all at once', () => {
  const start = 'synchronised'

  it.each(rivals)('learns of the recovery more evenly than with $name (R28)', (rival) => {
    const efficiency = (policy: typeof rival) => playSeries(policy, { pollers, start }).mean.efficiency
    expect(efficiency(ours)).toBeLessThan(efficiency(rival))
  })

  it('comes back apart when told Retry-After, and all at once when that is obeyed to the second (R26)', () => {
    const conditions = { pollers, start, retryAfter: 60_000 } as const
    const peak = (policy: typeof ours) => playSeries(policy, conditions).mean.peak
    expect(peak(obedient)).toBeGreaterThan(4 * peak(ours))
  })

  it('notices it in a wave that is spread, where calls that fail tell everybody at once (R30)', () => {
    const { firstWave } = playSeries(ours, { pollers, start }).mean
    // Within five seconds; in the busiest of them, the first that confirm what they found come on top.
    expect(firstWave / pollers).toBeLessThan(0.4)
  })

  it('gets through to a server that can answer half as much again as it has to on a good day (R32)', () => {
    const capacity = 1.5 * healthyLoad(pollers)
    const conditions = { pollers, start, capacity, observed: 600_000 } as const
    const known = (policy: typeof ours) => mean(play(policy, 600_000, conditions).map(measure)).t95
    const [fixed = ours] = rivals
    expect(known(ours)).toBeLessThan(31)
    expect(known(fixed)).toBeGreaterThan(100)
  })

  it('refetches the more calmly the wider onRecovered spreads it (R31)', () => {
    const [run] = play(ours, 600_000, { pollers, start, seeds: [1] })
    const peaks = [0, 30_000, 60_000].map((spread) => (run ? storm(run, 5, spread) : Number.NaN))
    expect(peaks).toEqual(peaks.toSorted((one, other) => other - one))
    expect(peaks.at(-1)).toBeLessThan(0.75 * (peaks[0] ?? 0))
  })
})
