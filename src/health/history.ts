import type { Cause, Headline } from './headline.js'

/**
 * How the back end has been, as seen from this browser: only what a probe of its own found. Bounded, and at most
 * 16 kB as JSON.
 */
export interface History {
  /** The last 60 latencies, newest last. */
  readonly latencies: readonly LatencySample[]
  /** The last 40 changes of the headline or its cause, newest last. */
  readonly transitions: readonly HeadlineChange[]
  /** The days of the last 90 on which something was seen, newest last. */
  readonly days: readonly DayTally[]
}

/** How long one answered probe took. */
export interface LatencySample {
  /** Epoch milliseconds. */
  readonly at: number
  /** Milliseconds. */
  readonly ms: number
}

/** A headline that comes of having looked. */
export type SeenHeadline = Exclude<Headline, 'checking'>

/** A headline, or a cause, that was another one before. */
export interface HeadlineChange {
  /** Epoch milliseconds. */
  readonly at: number
  readonly status: SeenHeadline
  readonly cause: Cause | null
}

/** What the probes of one day came to. */
export interface DayTally {
  /** The day in UTC, as `YYYY-MM-DD`. */
  readonly day: string
  /** How many probes left each headline standing. */
  readonly polls: Readonly<Record<SeenHeadline, number>>
}

/** What is known after a probe. */
export interface Sighting {
  /** Epoch milliseconds. */
  readonly at: number
  readonly status: SeenHeadline
  readonly cause: Cause | null
  /** Milliseconds; `null` when nothing answered. */
  readonly latencyMs: number | null
}

/** Nothing has been seen. */
export const EMPTY_HISTORY: History = { latencies: [], transitions: [], days: [] }

/** No polls of any headline. */
export const NO_POLLS: DayTally['polls'] = { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, unknown: 0 }

/** How many latencies are kept. */
export const MOST_LATENCIES = 60
/** How many transitions are kept: what the rest leaves of 16 kB. */
export const MOST_TRANSITIONS = 40
/** How many days are kept, today included. */
export const MOST_DAYS = 90
/** No count of a day goes higher, so that its length is known. A probe each second makes 86 400 a day. */
export const MOST_POLLS = 999_999

const DAY = 86_400_000

/** The history with one more probe in it. */
export function withSighting(history: History, { at, status, cause, latencyMs }: Sighting): History {
  return joinHistories(history, {
    latencies: latencyMs === null ? [] : [{ at, ms: Math.round(latencyMs) }],
    transitions: [{ at, status, cause }],
    days: [{ day: dayOf(at), polls: { ...NO_POLLS, [status]: 1 } }],
  })
}

/**
 * Two histories as one, `later` being what was seen after `earlier`.
 *
 * A wall clock may have been set back in between. What then lies in the future was seen now at the latest: it is moved
 * there, so that nothing is lost and all stays in order.
 */
export function joinHistories(earlier: History, later: History): History {
  const transitions = inOrder([...earlier.transitions, ...later.transitions]).filter(isChange)
  return {
    latencies: inOrder([...earlier.latencies, ...later.latencies]).slice(-MOST_LATENCIES),
    transitions: transitions.slice(-MOST_TRANSITIONS),
    days: joinDays([...earlier.days, ...later.days]),
  }
}

/** No entry later than the next. */
function inOrder<Entry extends { readonly at: number }>(entries: readonly Entry[]): readonly Entry[] {
  const ordered = [...entries]
  entries.reduceRight((next, entry, index) => {
    const at = Math.min(next, entry.at)
    ordered[index] = { ...entry, at }
    return at
  }, Infinity)
  return ordered
}

function isChange({ status, cause }: HeadlineChange, index: number, all: readonly HeadlineChange[]): boolean {
  const before = all[index - 1]
  return before?.status !== status || before.cause !== cause
}

/** One tally for each day, in order. The last one given is the newest. */
function joinDays(given: readonly DayTally[]): readonly DayTally[] {
  const newest = given.at(-1)?.day ?? ''
  const tallies = new Map<string, DayTally['polls']>()
  for (const { day: theirDay, polls } of given) {
    const day = theirDay > newest ? newest : theirDay
    tallies.set(day, sum(tallies.get(day) ?? NO_POLLS, polls))
  }
  const oldest = newest && dayOf(Date.parse(newest) - (MOST_DAYS - 1) * DAY)
  const days = [...tallies.keys()].filter((day) => day >= oldest)
  days.sort()
  return days.map((day) => ({ day, polls: tallies.get(day) ?? NO_POLLS }))
}

function sum(one: DayTally['polls'], other: DayTally['polls']): DayTally['polls'] {
  const total = { ...one }
  for (const status of Object.keys(one) as SeenHeadline[]) {
    total[status] = Math.min(one[status] + other[status], MOST_POLLS)
  }
  return total
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
