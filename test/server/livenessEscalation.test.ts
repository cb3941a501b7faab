import { describe, expect, test, vi } from 'vitest'
import type { HealthServiceOptions } from '../../src/server.js'
import { ask, never, serviceOnFakeClock } from './serviceOnFakeClock.js'

const MINUTE = 60_000
const liveness = (service: Parameters<typeof ask>[0]) => ask(service, '/api/health/liveness')
const readiness = (service: Parameters<typeof ask>[0]) => ask(service, '/api/health/readiness')

/** A service whose database is down, with an orchestrator that asks for readiness every 10 s. */
function probed(options: HealthServiceOptions = {}) {
  const database = { isUp: false }
  const scene = serviceOnFakeClock({
    retries: 0,
    livenessEscalation: { unreadyFor: 5 * MINUTE },
    checks: [{ name: 'database', run: () => database.isUp }],
    ...options,
  })
  const probe = async (forMs: number) => {
    for (let passed = 0; passed < forMs; passed += 10_000) {
      await readiness(scene.service)
      await scene.clock.advance(10_000)
    }
    await readiness(scene.service)
  }
  return { ...scene, database, probe }
}

describe('an instance that checks keep out of rotation', () => {
  test('lives on for ever unless somebody has asked for an end (H11)', async () => {
    const { service, probe } = probed({ livenessEscalation: undefined as never })
    await probe(60 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 200 })
  })

  test('fails liveness too once it was so for `unreadyFor` (H11)', async () => {
    const { service, probe } = probed()
    await probe(5 * MINUTE - 10_000)
    expect(await liveness(service)).toMatchObject({ status: 200 })
    await probe(20_000)
    expect(await liveness(service)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { status: 'unhealthy', reason: 'checks' },
    })
  })

  test('begins anew when it was ready in between', async () => {
    const { service, probe, database } = probed()
    await probe(4 * MINUTE)
    database.isUp = true
    await probe(MINUTE)
    database.isUp = false
    await probe(4 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 200 })
    await probe(2 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 503 })
  })

  test('is not given more time by what else changes', async () => {
    const { service, probe } = probed()
    await probe(3 * MINUTE)
    service.register({ name: 'search', critical: false, run: () => true })
    await probe(3 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 503 })
  })

  test('lives again with its first good run', async () => {
    const { service, probe, database } = probed()
    await probe(6 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 503 })
    database.isUp = true
    await probe(10_000)
    expect(await liveness(service)).toMatchObject({ status: 200 })
  })

  test('lives when nobody has looked for so long: it may be ready again', async () => {
    const { service, clock } = probed()
    await readiness(service)
    await clock.advance(60 * MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 200 })
  })

  test('lives when the wall clock jumps', async () => {
    const { service, clock, probe } = probed()
    await probe(MINUTE)
    clock.setWallBy(60 * MINUTE)
    await probe(MINUTE)
    expect(await liveness(service)).toMatchObject({ status: 200 })
  })

  test.each([60 * MINUTE, -60 * MINUTE])(
    'is judged by the same evidence when the wall clock is set by %d ms',
    async (byMs) => {
      const useless = probed()
      await useless.probe(6 * MINUTE)
      useless.clock.setWallBy(byMs)
      expect(await liveness(useless.service)).toMatchObject({ status: 503 })
      const unseen = probed()
      await readiness(unseen.service)
      unseen.clock.setWallBy(byMs)
      await unseen.clock.advance(10 * MINUTE)
      expect(await liveness(unseen.service)).toMatchObject({ status: 200 })
    },
  )

  test('lives while it starts, while it drains, and when what fails is no readiness check', async () => {
    const starting = probed({ startup: never })
    await starting.probe(10 * MINUTE)
    expect(await liveness(starting.service)).toMatchObject({ status: 200 })
    const draining = probed()
    await draining.probe(10 * MINUTE)
    draining.service.drain()
    expect(await liveness(draining.service)).toMatchObject({ status: 200 })
    const optional = probed({ checks: [{ name: 'search', critical: false, run: () => false }] })
    await optional.probe(10 * MINUTE)
    expect(await liveness(optional.service)).toMatchObject({ status: 200 })
  })
})

test('liveness runs nothing, whether it escalates or not (H10)', async () => {
  const run = vi.fn<() => Promise<never>>(() => never)
  for (const escalation of [{}, { livenessEscalation: { unreadyFor: 1000 } }]) {
    const { service, clock } = serviceOnFakeClock({ checks: [{ name: 'hung', run }], ...escalation })
    for (let asked = 0; asked < 100; asked++) {
      expect(service.answer('GET', '/api/health/liveness', () => undefined)).toMatchObject({ status: 200 })
      await clock.advance(1000)
    }
    expect(clock.pendingTimers).toBe(0)
  }
  expect(run).not.toHaveBeenCalled()
})

test('within 5 ms, be it asked while 100 checks hang or not (H10)', async () => {
  const { service } = serviceOnFakeClock({
    concurrency: 100,
    livenessEscalation: { unreadyFor: 1000 },
    checks: Array.from({ length: 100 }, (_, index) => ({ name: `part ${index}`, run: () => never })),
  })
  void ask(service)
  const took: number[] = []
  for (let asked = 0; asked < 21; asked++) {
    const startedAt = performance.now()
    await liveness(service)
    took.push(performance.now() - startedAt)
  }
  // The middle one: the rest of the machine is busy too.
  expect(took.toSorted((a, b) => a - b)[10]).toBeLessThan(3 * 5)
})

test.each([
  [7, 'livenessEscalation: expected an object { unreadyFor }, got 7'],
  [{}, 'livenessEscalation.unreadyFor: expected a number of milliseconds above 0'],
  [{ unreadyFor: 0 }, 'livenessEscalation.unreadyFor: expected a number of milliseconds above 0'],
])('%j is refused', (livenessEscalation, message) => {
  expect(() => serviceOnFakeClock({ livenessEscalation: livenessEscalation as never })).toThrow(message)
})
