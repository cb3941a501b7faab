import { figures, PROBES_PER_TAB } from './figures.js'
import { healthyLoad, pollersOf } from './fleet.js'
import { mean, measure, storm } from './measure.js'
import type { Policy } from './policies.js'
import { obedient, ours, rivals } from './policies.js'
import { digits, print, printFigure, printHeads, printSeries } from './print.js'
import type { Conditions, Series } from './series.js'
import { play, playSeries } from './series.js'

// `npm run bench:fleet`: a back end goes down under 100 000 tabs and comes back; what does it see, and when do people
// know? Runs the schedule that ships beside others, with the same outcome each time, and fails where ours does not
// hold its figures.
const TABS = 100_000
const pollers = pollersOf(TABS)
const synchronised = { pollers, start: 'synchronised' } as const
const all = [ours, ...rivals]

/** Prints each line as soon as it is known. Returns ours. */
function table(
  title: string,
  [first, ...others]: readonly [Policy, ...Policy[]],
  conditions: Conditions,
): Series {
  const line = (policy: Policy) => {
    const series = playSeries(policy, conditions)
    printSeries(series, pollers / TABS)
    return series
  }
  printHeads(title)
  const series = line(first)
  others.forEach(line)
  return series
}

console.log(`${TABS} tabs, ${pollers} pollers: one for each browser that somebody is looking at (2.5 tabs a browser, 40 % of browsers
visible). However many tabs or windows a browser has, one of them polls.
Outages of 600, 650, 700, 750 and 800 s unless another length is named, 5 runs of each.
first wave: req/s in the busiest second of the outage; peak: of the two minutes after it. T50, T95, T99: so many of a
hundred know, seconds after the recovery; T95 range: by length of outage. probes: per tab, in the shortest outage.
efficiency: peak × T95 / pollers, the mean and the worst length. An even rate is 0.95.`)

const atOnce = table(
  'Everybody notices within 0.5 s, and probes within 5 s more (synchronised start)',
  [ours, ...rivals],
  synchronised,
)
const apart = table('Everybody notices at the next poll (spread start)', [ours, ...rivals], {
  pollers,
  start: 'spread',
})
const short = table(
  'Synchronised start, outages of 60 and 120 s: no time to drift apart',
  [ours, ...rivals],
  {
    ...synchronised,
    outages: [60_000, 120_000],
  },
)
table('Synchronised start, the server says Retry-After: 60', [ours, obedient], {
  ...synchronised,
  retryAfter: 60_000,
})

const capacity = 1.5 * healthyLoad(pollers)
console.log(
  `\nSynchronised start, 600 s, then ${capacity} req/s are answered, 1.5 × the healthy load; 15 min observed`,
)
print('', ['peak', 'T50', 'T95', 'T99'])
for (const policy of [...all, obedient]) {
  const retryAfter = policy === obedient ? 60_000 : 0
  const limited = { ...synchronised, retryAfter, capacity, observed: 900_000 }
  const { peak, t50, t95, t99 } = mean(play(policy, 600_000, limited).map(measure))
  print(policy.name, [digits(peak), ...[t50, t95, t99].map((time) => digits(time, 1))])
}

console.log(
  '\nSynchronised start, 600 s, then 5 requests of the app by each poller that learns of the recovery',
)
print('', ['peak'])
for (const policy of all) {
  const runs = play(policy, 600_000, synchronised)
  for (const spread of policy === ours ? [0, 10_000, 30_000, 60_000] : [0]) {
    const peaks = runs.map((run) => storm(run, 5, spread))
    const pace = spread === 0 ? 'at once' : `within ${spread / 1000} s`
    print(`${policy.name}, ${pace}`, [digits(peaks.reduce((total, peak) => total + peak, 0) / peaks.length)])
  }
}

console.log('\nWhat ours holds')
print('', ['limit', 'worst mean', 'worst run'])
const probes = {
  name: 'probes per tab in 600 s',
  limit: PROBES_PER_TAB,
  of: (run: Series['mean']) => (run.probes * pollers) / TABS,
}
for (const figure of Object.values(figures)) {
  printFigure('synchronised', atOnce, figure)
  printFigure('spread', apart, figure)
  printFigure('60 and 120 s', short, figure)
}
for (const [start, series] of [
  ['synchronised', atOnce],
  ['spread', apart],
] as const) {
  const [shortest] = series.lengths
  if (shortest) printFigure(start, { ...series, lengths: [shortest], runs: [shortest] }, probes)
}
