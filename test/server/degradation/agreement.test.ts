import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consecutiveFailures, createBreaker } from '../../../src/core.js'
import type { CheckResult, HealthReport, HealthService, HealthStatus } from '../../../src/server.js'
import { degradation, requireWritable } from '../../../src/server.js'
import { serviceOnFakeClock } from '../serviceOnFakeClock.js'

const name = fc.constantFrom('database', 'search')
const step = fc.oneof(
  fc.record({
    kind: fc.constant('behave' as const),
    name,
    status: fc.constantFrom<HealthStatus>('healthy', 'degraded', 'unhealthy', 'unknown'),
  }),
  fc.record({ kind: fc.constant('call' as const), works: fc.boolean() }),
  fc.record({ kind: fc.constant('hold' as const), to: fc.constantFrom('forceOpen', 'forceClose', 'reset') }),
  fc.record({ kind: fc.constant('setReadOnly' as const), isOn: fc.boolean() }),
  fc.record({ kind: fc.constant('enable' as const), name, isOn: fc.boolean() }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 300, 1500, 6000) }),
  fc.record({ kind: fc.constant('drain' as const) }),
)

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What the service answers at once, without a run. */
function answerNow(service: HealthService, path: string) {
  const answer = service.answer('GET', path, () => undefined)
  if (answer instanceof Promise) throw new Error(`${path} had to wait`)
  const text = new TextDecoder().decode(answer.bytes ?? undefined)
  return { status: answer.status, body: JSON.parse(text) as HealthReport }
}

async function play(steps: readonly Step[]): Promise<void> {
  const { service, clock } = serviceOnFakeClock({ retries: 0, cacheTtl: 100, staleFor: 30_000 })
  const statuses: Record<string, HealthStatus> = {}
  const breaker = createBreaker({ tripAfter: consecutiveFailures(1), resetAfter: 2000, clock })
  // One code for all: a status that changes alone is a change too.
  const run = (of: string) => (): CheckResult => ({
    status: statuses[of] ?? 'healthy',
    error: { code: 'CHECK_FAILED' },
  })
  service.register({ name: 'search', critical: false, run: run('search') })
  service.register({ name: 'database', readOnlyWhenDown: true, breaker, run: run('database') })
  const degraded = degradation(service, { interval: 1000 })
  const writable = requireWritable(service)

  const agree = () => {
    const { body: report } = answerNow(service, '/api/health')
    const readiness = answerNow(service, '/api/health/readiness')
    const { state } = degraded.begin('GET')
    const isRefused = writable.begin('POST').refusal !== undefined
    const atFault = Object.entries(report.components).filter(
      ([, { status }]) => status === 'degraded' || status === 'unhealthy',
    )
    expect(service.state()).toBe(state)
    expect(state).toEqual({
      status: report.status,
      ready: report.ready,
      readOnly: report.readOnly,
      degraded: report.readOnly || atFault.length > 0,
      degradedServices: expect.any(Array),
    })
    expect(state.degradedServices.toSorted()).toEqual(atFault.map(([of]) => of).toSorted())
    expect(readiness.status).toBe(report.ready ? 200 : 503)
    expect(isRefused).toBe(report.readOnly)
  }

  // A breaker keeps to itself what its listeners throw.
  const contradictions: unknown[] = []
  const stopWatching = breaker.subscribe(() => {
    try {
      agree()
    } catch (error) {
      contradictions.push(error)
    }
  })
  await clock.advance(0)
  for (const each of steps) {
    if (each.kind === 'behave') statuses[each.name] = each.status
    else if (each.kind === 'call')
      await breaker.execute(() => (each.works ? true : Promise.reject())).catch(() => {})
    else if (each.kind === 'hold') breaker[each.to as 'reset']()
    else if (each.kind === 'setReadOnly') service.setReadOnly(each.isOn)
    else if (each.kind === 'enable') service.enable(each.name, each.isOn)
    else if (each.kind === 'pass') await clock.advance(each.ms)
    else service.drain()
    // One that was enabled again is asked for the first time.
    if (each.kind === 'enable') await service.checkAll()
    agree()
  }
  expect(contradictions).toEqual([])
  stopWatching()
  degraded.close()
  await service.close()
  await clock.advance(0)
  expect(clock.pendingTimers).toBe(0)
}

test('report, readiness, requests and refused writes say the same at every step, whatever happens', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), play), { numRuns: 300 })
})
