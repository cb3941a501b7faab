import { DEFAULT_OPTIONS } from '../../src/monitor/options.js'

/** An assumption, as is the next one. */
const TABS_PER_BROWSER = 2.5
/** The share of browsers that show one of their tabs. */
const VISIBLE = 0.4

/** Between polls while all is well, in milliseconds: the one that ships. */
export const INTERVAL: number = DEFAULT_OPTIONS.interval

/** Who polls in a fleet of so many tabs: one tab of each browser that somebody is looking at. */
export function pollersOf(tabs: number): number {
  return Math.round((tabs / TABS_PER_BROWSER) * VISIBLE)
}

/** Requests per second while all is well. */
export function healthyLoad(pollers: number): number {
  return pollers / (INTERVAL / 1000)
}
