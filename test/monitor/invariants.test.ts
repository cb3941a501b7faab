import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Transition } from '../../src/monitor/events.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import { memoryStorage } from '../../src/storage/memoryStorage.js'
import type { StatusStorage } from '../../src/storage/storage.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import type { Answer, FakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import type { FakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { aReport } from '../../src/testing/reports.js'
import { DeadlineError } from '../../src/time/deadline.js'

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'answer'; readonly answer: Answer }
  | { readonly do: 'show' | 'hide' | 'online' | 'offline' | 'focus' | 'freeze' | 'resume' | 'restore' }
  | { readonly do: 'check' | 'forget' | 'restart' | 'call' }
  | { readonly do: 'setWall'; readonly ms: number }
  | { readonly do: 'store'; readonly how: 'works' | 'rejects' | 'hangs' }

const answers: readonly Answer[] = [
  { kind: 'report', report: aReport() },
  { kind: 'report', report: aReport({ components: { search: { status: 'unhealthy', critical: false } } }) },
  { kind: 'report', report: aReport({ components: { database: 'unhealthy' } }) },
  { kind: 'report', report: aReport({ status: 'unknown' }) },
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'hang' },
  { kind: 'hang' },
  ...[204, 304, 400, 401, 404, 429, 500, 502, 503, 511].map((status): Answer => ({ kind: 'status', status })),
  { kind: 'status', status: 429, headers: { 'retry-after': '900' } },
  { kind: 'status', status: 200, body: '<!doctype html>', headers: { 'content-type': 'text/html' } },
]

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 90_000 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('answer' as const), answer: fc.constantFrom(...answers) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 9_000_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('setWall' as const), ms: fc.integer({ min: -9e9, max: 9e9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('show', 'hide', 'online', 'offline', 'focus', 'freeze', 'resume', 'restore'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('check', 'forget', 'restart', 'call') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('store' as const),
      how: fc.constantFrom('works' as const, 'rejects' as const, 'hangs' as const),
    }),
  },
)

/** Stories that each property is tried on; the one that needs no hours afterwards is tried on ten times as many. */
const RUNS = 60
const TIMEOUT = 5000
/** No wait is longer: a Retry-After of ten minutes, its spread, and a probe that hangs before it. */
const LONGEST_WAIT = 600_000 + 60_000 + TIMEOUT
const QUIET = 1_200_000
/** A page that is told that it freezes, and then does not, takes so long to find out. */
const PUT_ASIDE = 1000
const WRITE_DEADLINE = 2000
/** A user's triggers come no closer together. */
const USER_GAP = 2000

/** A monitor, and what is known of it from outside. */
interface Stage {
  readonly monitor: Monitor
  readonly clock: FakeClock
  readonly world: FakeEnvironment
  readonly endpoint: FakeEndpoint
  readonly errors: unknown[]
  readonly seen: {
    probes: number
    mostInFlight: number
    /** Probes in a row that brought no report of a back end that works. One while the browser is offline counts as two. */
    bad: number
    checks: number
    /** Probes that had an outcome since the start, or since all was forgotten. */
    outcomes: number
    storage: 'works' | 'rejects' | 'hangs'
  }
  inFlight(): number
}

function stage(seed: number): Stage {
  const clock = new FakeClock()
  const endpoint = fakeEndpoint()
  const world = fakeEnvironment({ seed, endpoint })
  const seen: Stage['seen'] = {
    probes: 0,
    mostInFlight: 0,
    bad: 0,
    checks: 0,
    outcomes: 0,
    storage: 'works',
  }
  const probes = new Set<AbortSignal | null | undefined>()
  const inFlight = () => [...probes].filter((signal) => !signal?.aborted).length
  const errors: unknown[] = []

  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (typeof input !== 'string' || !input.includes('health')) return endpoint.fetch(input, init)
    const signal = init?.signal
    probes.add(signal)
    seen.probes++
    seen.mostInFlight = Math.max(seen.mostInFlight, inFlight())
    const weight = () => (world.connectivity.isOnline() === false ? 2 : 1)
    const { bad } = seen
    seen.bad = bad + weight()
    try {
      const response = await endpoint.fetch(input, init)
      const { status } = (await response
        .clone()
        .json()
        .catch(() => ({}))) as { status?: string }
      if (status === 'healthy' || status === 'degraded') seen.bad = 0
      else seen.bad = bad + weight()
      return response
    } catch (error) {
      seen.bad = bad + weight()
      throw error
    } finally {
      probes.delete(signal)
      if (!signal?.aborted || signal.reason instanceof DeadlineError) seen.outcomes++
    }
  }
  const kept = memoryStorage()
  const faulty = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (seen.storage === 'rejects') throw new Error('QuotaExceededError')
    return seen.storage === 'hangs' ? new Promise<never>(() => {}) : work()
  }
  const storage: StatusStorage = {
    get: (key) => faulty(() => kept.get(key)),
    set: (key, value) => faulty(() => kept.set(key, value)),
    delete: (key) => faulty(() => kept.delete(key)),
  }
  const monitor = createMonitor(
    { ...world, clock, storage },
    {
      timeout: TIMEOUT,
      fetch,
      logger: { warn() {}, error: (message, error) => errors.push({ message, error }) },
    },
  )
  return { monitor, clock, world, endpoint, errors, seen, inFlight }
}

async function take(it: Stage, step: Step, stop: () => void) {
  const { world, monitor, clock, endpoint, seen } = it
  switch (step.do) {
    case 'wait':
      await clock.advance(step.ms)
      return stop
    case 'sleep': {
      // What it finds is dropped.
      const sleptThrough = it.inFlight()
      await clock.sleep(step.ms)
      seen.outcomes -= sleptThrough
      return stop
    }
    case 'setWall':
      clock.setWallBy(step.ms)
      return stop
    case 'answer':
      endpoint.answer(step.answer)
      return stop
    case 'store':
      seen.storage = step.how
      return stop
    case 'show':
    case 'hide':
      world.setVisible(step.do === 'show')
      return stop
    case 'online':
    case 'offline':
      world.setOnline(step.do === 'online')
      return stop
    case 'check':
      seen.checks++
      void monitor.check().then(() => seen.checks--)
      return stop
    case 'forget':
      seen.outcomes = 0
      void monitor.forget()
      return stop
    case 'call': {
      const giveUp = new AbortController()
      clock.setTimeout(() => giveUp.abort(new DOMException('too long', 'TimeoutError')), TIMEOUT)
      // Enough to open a breaker.
      for (let call = 0; call < 4; call++) {
        void monitor.fetch('/api/orders', { signal: giveUp.signal }).catch(() => {})
      }
      return stop
    }
    case 'restart':
      stop()
      seen.outcomes = 0
      return monitor.start()
    default:
      world.signal(step.do)
      return stop
  }
}

const CAUSES: Readonly<Record<Snapshot['status'], readonly Snapshot['cause'][]>> = {
  checking: [null],
  healthy: [null],
  degraded: ['maintenance', 'read-only', 'component', 'not-ready', 'reported', 'rate-limited'],
  unhealthy: [
    'maintenance',
    'read-only',
    'component',
    'not-ready',
    'reported',
    'timeout',
    'unreachable',
    'server-error',
    'rate-limited',
  ],
  offline: ['device-offline', 'captive-portal'],
  unknown: [
    'maintenance',
    'read-only',
    'component',
    'not-ready',
    'reported',
    'invalid-response',
    'needs-auth',
    'misconfigured',
    'rate-limited',
  ],
}

/** What may follow what. Back to nothing leads only `forget()`. */
const NEXT_SOURCES: Readonly<Record<Snapshot['source'], readonly Snapshot['source'][]>> = {
  none: ['restored', 'shared', 'live'],
  restored: ['shared', 'live', 'none'],
  shared: ['live', 'none'],
  live: ['shared', 'none'],
}
const NEXT_BREAKERS: Readonly<Record<Snapshot['breaker']['state'], readonly Snapshot['breaker']['state'][]>> =
  {
    closed: ['open'],
    open: ['open', 'half-open'],
    'half-open': ['open', 'closed'],
  }
/** Causes that need no report. */
const FAILURES: readonly Snapshot['cause'][] = [
  'timeout',
  'unreachable',
  'server-error',
  'device-offline',
  'captive-portal',
  'invalid-response',
  'needs-auth',
  'misconfigured',
]

/** A probe is in flight, or announced, or there is a page to be shown first. */
function mayProbe({ world, monitor, clock, inFlight }: Stage): boolean {
  const isAnnounced = monitor.getTiming().nextCheckAt !== null && clock.pendingTimers > 0
  return inFlight() > 0 || isAnnounced || !world.visibility.isVisible()
}

/** What is wrong with a transition; `null` when nothing is. */
function objectionTo(
  { previous, snapshot }: Transition,
  { bad, checks, outcomes }: Stage['seen'],
): string | null {
  const { status, cause, source, report, isStale, breaker } = snapshot
  const isForgotten = source === 'none'
  if (!CAUSES[status].includes(cause)) return `${status} because of ${cause}`
  if (source !== previous.source && !NEXT_SOURCES[previous.source].includes(source)) {
    return `source ${source} after ${previous.source}`
  }
  if (status === 'checking' && previous.status !== 'checking' && !isForgotten) {
    return `checking again after ${previous.status}`
  }
  if (isForgotten && report !== null) return 'a report from nowhere'
  if (source === 'restored' && !isStale) return 'a restored report that is not stale'
  if (isStale && report === null) return 'stale without a report'
  const isNewBreaker = breaker !== previous.breaker
  if (isNewBreaker && !NEXT_BREAKERS[previous.breaker.state].includes(breaker.state)) {
    return `breaker ${breaker.state} after ${previous.breaker.state}`
  }
  const isSudden = previous.status === 'healthy' && previous.source !== 'restored' && FAILURES.includes(cause)
  if (isSudden && bad < 2 && checks === 0 && outcomes > 1) return `${status} after a single failure`
  return null
}

const anyStory = fc.array(anyStep, { maxLength: 25 })

describe('whatever happens, in whatever order', () => {
  it('there is a probe to come or a page to be shown, and one probe in flight (R34)', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.integer(), async (steps, seed) => {
        const it = stage(seed)
        let stop = it.monitor.start()
        for (const step of steps) {
          stop = await take(it, step, stop)
          await it.clock.advance(0)
          if (!mayProbe(it)) await it.clock.advance(PUT_ASIDE)
          expect(mayProbe(it)).toBe(true)
        }
        expect(it.seen.mostInFlight).toBeLessThanOrEqual(1)

        // A check waits for its turn and for one probe, for two after sleep, and no longer.
        await it.clock.advance(USER_GAP + 2 * TIMEOUT)
        expect(it.seen.checks).toBe(0)

        // A page that is looked at needs no signal for the next one, and a hidden one none but that it is shown.
        if (!it.world.visibility.isVisible()) it.world.setVisible(true)
        const before = it.seen.probes
        await it.clock.advance(LONGEST_WAIT)
        expect(it.seen.probes).toBeGreaterThan(before)
        expect(it.errors).toEqual([])
      }),
      { numRuns: RUNS },
    )
  }, 120_000)

  it('no change is one that may not be (R34)', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.integer(), async (steps, seed) => {
        const it = stage(seed)
        const objections: (string | null)[] = []
        it.monitor.on('changed', (transition) => objections.push(objectionTo(transition, it.seen)))
        let stop = it.monitor.start()
        for (const step of steps) stop = await take(it, step, stop)
        await it.clock.advance(60_000)
        expect(objections.filter(Boolean)).toEqual([])
      }),
      { numRuns: 10 * RUNS },
    )
  }, 120_000)

  it('one poller finds out that all is well again, and nothing is left at the stop (R34, R35)', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.integer(), async (steps, seed) => {
        const it = stage(seed)
        let stop = it.monitor.start()
        for (const step of steps) stop = await take(it, step, stop)
        if (!it.world.visibility.isVisible()) it.world.setVisible(true)
        it.endpoint.report()
        // Two waits of the longest: one that was under way, and one that its last answer asked for.
        await it.clock.advance(2 * LONGEST_WAIT)
        expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: false, source: 'live' })

        const before = it.seen.probes
        await it.clock.advance(QUIET)
        const sent = it.seen.probes - before
        expect(sent).toBeGreaterThanOrEqual(Math.floor(QUIET / 33_000))
        expect(sent).toBeLessThanOrEqual(Math.ceil(QUIET / 27_000))

        stop()
        await it.clock.advance(0)
        expect([it.world.listeners, it.inFlight()]).toEqual([0, 0])
        // A write that storage never answers has its deadline.
        if (it.seen.storage === 'hangs') await it.clock.advance(WRITE_DEADLINE)
        expect(it.clock.pendingTimers).toBe(0)
        expect(it.errors).toEqual([])
      }),
      { numRuns: RUNS },
    )
  }, 120_000)
})
