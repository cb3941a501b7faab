import type { Measures } from './measure.js'
import type { Series } from './series.js'

/** A figure that the shipped schedule holds. */
export interface Figure {
  readonly name: string
  readonly limit: number
  of(run: Measures): number
}

/** What a fleet of 100 000 tabs holds in outages of 600 to 800 s. */
export const figures: { readonly [Name in 'peak' | 't95' | 'efficiency']: Figure } = {
  peak: { name: 'peak at recovery, req/s', limit: 650, of: (run) => run.peak },
  t95: { name: '95 % know after, s', limit: 30, of: (run) => run.t95 },
  efficiency: { name: 'efficiency', limit: 1.2, of: (run) => run.efficiency },
}

/** Probes in an outage of 600 s, by all tabs, those that do not poll included. */
export const PROBES_PER_TAB = 3.5

/** Single runs may be over the limit by this much; the means of a length of outage may not. */
const SINGLE_RUN = 1.1

/** The worst mean of a length, the worst run, and whether both are within the figure. */
export function judge(series: Series, { limit, of }: Figure): { mean: number; run: number; isHeld: boolean } {
  const average = Math.max(...series.lengths.map(of))
  const run = Math.max(...series.runs.map(of))
  return { mean: average, run, isHeld: average <= limit && run <= limit * SINGLE_RUN }
}
