import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/monitor/snapshot.js'
import type { Answer } from '../../src/testing/fakeEndpoint.js'
import { fakeEndpoint } from '../../src/testing/fakeEndpoint.js'
import { aReport } from '../../src/testing/reports.js'
import type { Scene } from './world.js'
import { scene } from './world.js'

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'answer'; readonly answer: Answer }
  | { readonly do: 'show' | 'hide' | 'online' | 'offline' | 'focus' | 'freeze' | 'resume' | 'restore' }
  | { readonly do: 'check' | 'forget' | 'restart' | 'call' }
  | { readonly do: 'setWall'; readonly ms: number }

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
)

/** How many checks have not been answered. */
interface Checks {
  open: number
}

async function take(
  { world, monitor, clock, endpoint }: Scene,
  step: Step,
  stop: () => void,
  checks: Checks,
) {
  switch (step.do) {
    case 'wait':
      await clock.advance(step.ms)
      return stop
    case 'sleep':
      await clock.sleep(step.ms)
      return stop
    case 'setWall':
      clock.setWallBy(step.ms)
      return stop
    case 'answer':
      endpoint.answer(step.answer)
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
      checks.open++
      void monitor.check().then(() => checks.open--)
      return stop
    case 'forget':
      void monitor.forget()
      return stop
    case 'call':
      void monitor.fetch('/api/orders', { signal: AbortSignal.timeout(60_000) }).catch(() => {})
      return stop
    case 'restart':
      stop()
      return monitor.start()
    default:
      world.signal(step.do)
      return stop
  }
}

const LEGAL: Readonly<Record<Snapshot['status'], readonly (Snapshot['cause'] | null)[]>> = {
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

describe('whatever happens, in whatever order', () => {
  it('there is a probe to come or a page to be shown, one probe in flight, and a verdict that exists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), fc.integer(), async (steps, seed) => {
        const endpoint = fakeEndpoint()
        const probes = new Set<AbortSignal | null | undefined>()
        const inFlight = () => [...probes].filter((signal) => !signal?.aborted).length
        let mostInFlight = 0
        const counting: typeof globalThis.fetch = async (input, init) => {
          if (typeof input !== 'string' || !input.includes('health')) return endpoint.fetch(input, init)
          const signal = init?.signal
          probes.add(signal)
          mostInFlight = Math.max(mostInFlight, inFlight())
          try {
            return await endpoint.fetch(input, init)
          } finally {
            probes.delete(signal)
          }
        }
        const it = scene({ timeout: 5000, fetch: counting }, { seed, endpoint })
        const checks: Checks = { open: 0 }
        let stop = it.monitor.start()
        for (const each of steps) {
          stop = await take(it, each, stop, checks)
          await it.clock.advance(0)
          const { status, cause } = it.monitor.getSnapshot()
          expect(LEGAL[status]).toContain(cause)
          const isProbing = inFlight() > 0
          const isScheduled = it.monitor.getTiming().nextCheckAt !== null && it.clock.pendingTimers > 0
          expect(isProbing || isScheduled || !it.world.visibility.isVisible()).toBe(true)
        }
        expect(mostInFlight).toBeLessThanOrEqual(1)

        // A check waits for its turn and for one probe, and no longer.
        await it.clock.advance(2000 + 5000)
        expect(checks.open).toBe(0)

        // Whatever it was, once all is well again it is found out, and soon after everything has been left.
        it.world.setVisible(true)
        it.world.setOnline(true)
        it.endpoint.report()
        await it.clock.advance(1_300_000)
        expect(it.monitor.getSnapshot()).toMatchObject({ status: 'healthy', isStale: false, source: 'live' })
        stop()
        await it.clock.advance(61_000)
        expect(it.clock.pendingTimers).toBe(0)
        expect(it.world.listeners).toBe(0)
        expect(it.errors).toEqual([])
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})
