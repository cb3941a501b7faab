import { FILLS } from './rows.js'
import type { Samples } from './samples.js'
import { ratio, share } from './samples.js'
import type { Rows, Tables } from './tables.js'
import type { IdleTimers } from './timers.js'

/** All that was measured. */
export interface Results {
  readonly tables: Tables<Rows>
  /** Bytes of an instance, by name. */
  readonly heap: ReadonlyMap<string, number>
  readonly timers: ReadonlyMap<string, IdleTimers>
}

/** Something that ours hold, and whether they did. */
export interface Verdict {
  readonly name: string
  readonly value: number
  /** The value is not more than this. */
  readonly limit: number
}

/** Whether it is held. What was not measured is not. */
export function isHeld({ value, limit }: Verdict): boolean {
  return value <= limit
}

/** Of cockatiel's added cost. */
const SHARES: Readonly<Record<string, number>> = {
  consecutive: 0.35,
  'count window': 0.35,
  'time window': 0.55,
  'retry + breaker + timeout': 0.03,
}
const SHARE_FAILING = 1.1
/** Of what the breaker adds that shares nothing. */
const SHARE_SHARED = 1.05
/** An open breaker that answers takes less than so many bare calls. */
const ANSWER = 5
/** In bytes. */
const HEAP: Readonly<Record<string, number>> = {
  consecutive: 600,
  'count window': 600,
  'time window': 1200,
  'time window, full': 1200,
}

/** Whom of opossum's each of ours stands beside. */
const OPOSSUM = {
  closed: {
    consecutive: 'no timeout',
    'count window': 'no timeout',
    'time window': 'no timeout',
    // It has no rule for slow calls; with its timeout it minds the time of a call as ours does, by a timer.
    'slow calls': 'timeout',
    'breaker + timeout': 'timeout',
    'retry + breaker + timeout': 'timeout',
  },
  open: { refusing: 'refusing', fallback: 'fallback', 'degraded response': 'fallback' },
  failing: { consecutive: 'no timeout', 'count window': 'no timeout', 'time window': 'no timeout' },
}

/** Holds what was measured to what ours promise. */
export function judge({ tables, heap, timers }: Results): Verdict[] {
  const { closed, sharing, open, failing } = tables
  const failingTables = FILLS.map((fill) => ({ fill, rows: failing.get(fill) ?? new Map() }))
  return [
    ...Object.entries(SHARES).map(([kind, limit]) => ({
      name: `${kind}: share of what cockatiel adds`,
      value: shareOf(closed, kind),
      limit,
    })),
    ...['shared', 'shared, store hung'].map((kind) => ({
      name: `${kind}: share of what one adds that shares nothing`,
      value: share(
        row(sharing, `ours consecutive, ${kind}`),
        row(sharing, 'ours consecutive'),
        row(sharing, 'bare'),
      ),
      limit: SHARE_SHARED,
    })),
    ...failingTables.flatMap(({ fill, rows }) =>
      ['consecutive', 'count window', 'time window'].map((kind) => ({
        name: `${kind}, failing, ${fill} calls in the window: share of what cockatiel adds`,
        value: shareOf(rows, kind),
        limit: SHARE_FAILING,
      })),
    ),
    ...['fallback', 'degraded response'].map((kind) => ({
      name: `open, ${kind}: bare calls`,
      value: ratio(row(open, `ours ${kind}`), row(open, 'bare')),
      limit: ANSWER,
    })),
    {
      name: 'the row of ours that is nearest to opossum: share of what opossum takes',
      value: largest([
        ...sharesOfOpossum(closed, OPOSSUM.closed),
        ...sharesOfOpossum(open, OPOSSUM.open),
        ...failingTables.flatMap(({ rows }) => sharesOfOpossum(rows, OPOSSUM.failing)),
      ]),
      limit: 1,
    },
    ...Object.entries(HEAP).map(([kind, limit]) => ({
      name: `${kind}: bytes of an instance`,
      value: heap.get(`ours ${kind}`) ?? Number.NaN,
      limit,
    })),
    {
      name: 'timers of an idle instance, at most',
      value: largest(ofOurs(timers).map(({ running }) => running)),
      limit: 0,
    },
  ]
}

function shareOf(rows: Rows, kind: string): number {
  return share(row(rows, `ours ${kind}`), row(rows, `cockatiel ${kind}`), row(rows, 'bare'))
}

function sharesOfOpossum(rows: Rows, pairs: Readonly<Record<string, string>>): number[] {
  return Object.entries(pairs).map(([kind, peer]) =>
    ratio(row(rows, `ours ${kind}`), row(rows, `opossum ${peer}`)),
  )
}

/** No number where there is none to compare. */
function largest(values: readonly number[]): number {
  return values.length > 0 ? Math.max(...values) : Number.NaN
}

function row(rows: Rows, name: string): Samples {
  return rows.get(name) ?? []
}

function ofOurs<Value>(values: ReadonlyMap<string, Value>): Value[] {
  return [...values].filter(([name]) => name.startsWith('ours ')).map(([, value]) => value)
}
