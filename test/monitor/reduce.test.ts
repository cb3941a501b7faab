import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineState } from '../../src/monitor/engineState.js'
import { INITIAL_STATE } from '../../src/monitor/engineState.js'
import type { FailureOutcome, ProbeOutcome } from '../../src/monitor/outcome.js'
import { affectedBy } from '../../src/monitor/judge.js'
import type { EngineEvent } from '../../src/monitor/reduce.js'
import { reduce } from '../../src/monitor/reduce.js'
import type { Snapshot, Timing } from '../../src/monitor/snapshot.js'
import { aReport } from '../../src/testing/reports.js'

/** What an event may change, and nothing else. */
interface Reach {
  readonly snapshot?: readonly (keyof Snapshot)[]
  readonly timing?: readonly (keyof Timing)[]
  readonly streak?: true
}

const VERDICT = [
  'status',
  'cause',
  'device',
  'backend',
  'report',
  'affected',
  'isStale',
  'source',
  'httpStatus',
  'since',
] as const
const REPORT_TIMES = ['reportAt', 'responseTimes'] as const

/** The table of legal changes. What another tab finds is in the tests of tabs. */
const REACH: Readonly<Record<Exclude<EngineEvent['type'], 'shared'>, Reach>> = {
  started: { streak: true },
  restored: { snapshot: VERDICT, timing: REPORT_TIMES },
  probed: { snapshot: VERDICT, timing: [...REPORT_TIMES, 'lastChecked', 'latencyMs'], streak: true },
  scheduled: { timing: ['nextCheckAt'] },
  aged: { snapshot: ['isStale'] },
  woke: { streak: true },
  breaker: { snapshot: ['breaker'] },
  storage: { snapshot: ['storage'] },
  forgot: { snapshot: VERDICT, timing: REPORT_TIMES, streak: true },
}

const reports = [
  aReport(),
  aReport({ components: { database: { status: 'healthy', responseTimeMs: 3 } } }),
  aReport({ components: { database: 'unhealthy', search: 'degraded' } }),
  aReport({ components: { search: { status: 'unhealthy', critical: false } }, readOnly: true }),
  aReport({ status: 'unknown' }),
  aReport({ maintenance: [{ id: 'm', title: 'Upgrade', startsAt: 0, endsAt: 1e15, components: [] }] }),
]
const failures: readonly Pick<FailureOutcome, 'cause' | 'httpStatus'>[] = [
  { cause: 'timeout', httpStatus: null },
  { cause: 'unreachable', httpStatus: 502 },
  { cause: 'server-error', httpStatus: 503 },
  { cause: 'device-offline', httpStatus: null },
  { cause: 'captive-portal', httpStatus: 511 },
  { cause: 'invalid-response', httpStatus: 200 },
  { cause: 'needs-auth', httpStatus: 401 },
  { cause: 'misconfigured', httpStatus: 404 },
  { cause: 'rate-limited', httpStatus: 429 },
]

const anyReport = fc.constantFrom(...reports)
const anyTime = fc.integer({ min: 0, max: 1e12 })
const anyOutcome: fc.Arbitrary<ProbeOutcome> = fc.oneof(
  fc.record({
    kind: fc.constant('report' as const),
    report: anyReport,
    httpStatus: fc.constantFrom(200, 503),
    etag: fc.constant(null),
    ageMs: fc.constant(0),
    latencyMs: fc.integer({ min: 0, max: 5000 }),
    retryAfter: fc.constant(0),
  }),
  fc.record({
    kind: fc.constant('unchanged' as const),
    ageMs: fc.constant(0),
    latencyMs: fc.integer({ min: 0, max: 5000 }),
    retryAfter: fc.constant(0),
  }),
  fc
    .record({
      failure: fc.constantFrom(...failures),
      isBrowserOffline: fc.boolean(),
      latencyMs: fc.integer({ min: 0, max: 5000 }),
    })
    .map(({ failure: { cause, httpStatus }, isBrowserOffline, latencyMs }) => ({
      kind: 'failure' as const,
      cause,
      httpStatus,
      isBrowserOffline,
      latencyMs,
      retryAfter: 0,
    })),
)
const anyEvent: fc.Arbitrary<Exclude<EngineEvent, { type: 'shared' }>> = fc.oneof(
  fc.record({ type: fc.constantFrom('started', 'aged', 'woke', 'forgot') }),
  fc.record({ type: fc.constant('restored' as const), report: anyReport, reportAt: anyTime }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('probed' as const),
      outcome: anyOutcome,
      at: anyTime,
      isAsked: fc.boolean(),
      isOld: fc.boolean(),
    }),
  },
  fc.record({ type: fc.constant('scheduled' as const), nextCheckAt: fc.option(anyTime) }),
  fc.record({
    type: fc.constant('breaker' as const),
    status: fc.oneof(
      fc.record({ state: fc.constantFrom('closed', 'half-open') }),
      fc.record({ state: fc.constant('open' as const), until: anyTime }),
    ),
  }),
  fc.record({ type: fc.constant('storage' as const), mode: fc.constantFrom('persistent', 'memory') }),
)
const anyDamping = fc.record({
  failuresToTrip: fc.integer({ min: 1, max: 4 }),
  successesToRecover: fc.integer({ min: 1, max: 4 }),
})

/** The names of the fields that are others. */
function changedIn<Whole extends object>(before: Whole, after: Whole): (keyof Whole)[] {
  return (Object.keys(after) as (keyof Whole)[]).filter((name) => !Object.is(before[name], after[name]))
}

/** Walks through events from the beginning; hands each step to `look`. */
function walk(
  events: readonly Exclude<EngineEvent, { type: 'shared' }>[],
  damping: Parameters<typeof reduce>[2],
  look: (before: EngineState, event: (typeof events)[number], after: EngineState) => void,
): void {
  let state = INITIAL_STATE
  for (const event of events) {
    const next = reduce(state, event, damping)
    look(state, event, next)
    state = next
  }
}

const assertWalk = (look: Parameters<typeof walk>[2]) =>
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), anyDamping, (events, damping) =>
      walk(events, damping, look),
    ),
    { numRuns: 500 },
  )

describe('the reducer', () => {
  it('lets each event change what is its own, and nothing else (R34)', () => {
    assertWalk((before, event, after) => {
      const { snapshot = [], timing = [], streak = false } = REACH[event.type]
      expect(snapshot).toEqual(expect.arrayContaining(changedIn(before.snapshot, after.snapshot)))
      expect(timing).toEqual(expect.arrayContaining(changedIn(before.timing, after.timing)))
      expect(streak || after.streak === before.streak).toBe(true)
    })
  })

  it('gives the same parts back where nothing in them changes (R37)', () => {
    assertWalk((before, _event, after) => {
      expect(after.snapshot === before.snapshot).toBe(isDeepStrictEqual(after.snapshot, before.snapshot))
      expect(after.timing === before.timing).toBe(isDeepStrictEqual(after.timing, before.timing))
    })
  })

  it('makes no state that contradicts itself (R34)', () => {
    assertWalk((_before, _event, { snapshot }) => {
      const { status, cause, source, report, affected, isStale, since } = snapshot
      expect(status === 'checking').toBe(source === 'none')
      expect(cause === null).toBe(status === 'checking' || status === 'healthy')
      expect(since === null).toBe(source === 'none')
      expect(affected).toEqual(report ? affectedBy(report) : [])
      expect(!isStale || report !== null).toBe(true)
      expect(source !== 'restored' || isStale).toBe(true)
    })
  })

  it('shows what was stored only while nothing else is known (R22, R34)', () => {
    assertWalk((before, event, after) => {
      const isNews = after.snapshot.source === 'restored' && before.snapshot.source !== 'restored'
      const isFirst = event.type === 'restored' && before.snapshot.source === 'none'
      expect(isNews).toBe(isFirst)
      expect(event.type !== 'restored' || isFirst || after === before).toBe(true)
    })
  })

  it('believes nothing that went wrong before it has gone wrong often enough (R6, R34)', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), anyDamping, (events, damping) => {
        let failuresInARow = 0
        let isFirst = true
        walk(events, damping, (before, event, { snapshot }) => {
          if (event.type === 'started' || event.type === 'forgot') isFirst = true
          if (event.type !== 'probed') return
          const { outcome, isAsked } = event
          const isFailure = outcome.kind === 'failure'
          // An unhealthy report over a healthy headline is confirmed by any failure.
          const isSuspected = before.streak.isSuspected
          if (isFailure) failuresInARow += outcome.isBrowserOffline ? 2 : 1
          else if (outcome.kind === 'report') failuresInARow = 0
          const mayBeBelieved =
            isFirst || isAsked || isSuspected || failuresInARow >= damping.failuresToTrip || !isFailure
          expect(mayBeBelieved || snapshot === before.snapshot).toBe(true)
          if (outcome.kind !== 'unchanged' || before.snapshot.report) isFirst = false
        })
      }),
      { numRuns: 500 },
    )
  })
})
