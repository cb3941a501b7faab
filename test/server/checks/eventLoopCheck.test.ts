import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { EventLoopCheckOptions, HealthService } from '../../../src/server.js'
import { createHealthService, eventLoopCheck } from '../../../src/server.js'
import { systemClock } from '../../../src/time/clock.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import type { BundledDoor } from './bundledDoor.js'
import { bundledDoor } from './bundledDoor.js'
import { lookingThrough } from './lookAt.js'

/** Blocks the event loop without keeping a core busy. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

const NEVER = { p99: {}, max: {}, utilization: {} }
const services: HealthService[] = []
const logger = { info() {}, warn() {} }
let door: BundledDoor
beforeAll(async () => {
  door = await bundledDoor()
})
afterAll(() => door.close())
afterEach(async () => {
  for (const service of services.splice(0)) await service.close()
})

function watched(options: EventLoopCheckOptions) {
  const clock = new FakeClock()
  const check = eventLoopCheck({ ...NEVER, clock, ...options })
  const service = createHealthService({ checks: [check], retries: 0, logger })
  services.push(service)
  return { check, clock, service, look: lookingThrough(service, check) }
}

/** Until the measurement has begun, and seen it: its first look only tells it where it stands. */
async function blockedUntil(sees: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      block(300)
      await sleep(25)
      await sees()
    },
    { timeout: 20_000 },
  )
}

describe('the event loop', () => {
  test.each([
    ['max', { max: { degraded: 200 } }, 'degraded'],
    ['max', { max: { degraded: 100, unhealthy: 200 } }, 'unhealthy'],
    ['p99', { p99: { degraded: 200 } }, 'degraded'],
    ['p99', { p99: { unhealthy: 200 } }, 'unhealthy'],
  ])('that is blocked is seen by its %s: %o is %s (H24)', async (_, options, status) => {
    const { look } = watched(options)
    expect(await look()).toMatchObject({ status: 'healthy' })
    await blockedUntil(async () => {
      expect(await look()).toMatchObject({ status, error: { code: 'EVENT_LOOP_SLOW' } })
    })
  })

  test('that is busy is seen by its share of the time (H24)', async () => {
    const { look } = watched({ utilization: { degraded: 0.5 } })
    await look()
    block(1100)
    expect(await look()).toMatchObject({ status: 'degraded', error: { code: 'EVENT_LOOP_SLOW' } })
  })

  test('gives p50, p99, the longest delay and its share in the details, for metrics (H24)', async () => {
    const { look } = watched({})
    await look()
    await blockedUntil(async () => {
      const component = await look()
      expect(component).toMatchObject({ status: 'healthy', details: {} })
      const { delayP50Ms, delayP99Ms, delayMaxMs, utilization } = component.details as Record<string, number>
      expect(delayMaxMs).toBeGreaterThan(200)
      expect(delayP99Ms).toBeLessThanOrEqual(delayMaxMs!)
      expect(delayP50Ms).toBeLessThanOrEqual(delayP99Ms!)
      expect(utilization).toBeGreaterThan(0)
      expect(utilization).toBeLessThanOrEqual(1)
    })
  })

  test('is remembered for half of the window at least (H24)', async () => {
    const { look, clock } = watched({ max: { degraded: 250 }, window: 10_000 })
    await look()
    await blockedUntil(async () => expect(await look()).toMatchObject({ status: 'degraded' }))
    await clock.advance(5000)
    expect(await look()).toMatchObject({ status: 'degraded' })
    await clock.advance(5000)
    expect(await look()).toMatchObject({ status: 'healthy' })
  })

  test('is healthy again once the window is over (H24)', async () => {
    const { look } = watched({ max: { degraded: 250 }, window: 1000, clock: systemClock })
    await look()
    await blockedUntil(async () => expect(await look()).toMatchObject({ status: 'degraded' }))
    // A busy machine may block it anew.
    await vi.waitFor(
      async () => {
        const component = await look()
        expect(component).toMatchObject({ status: 'healthy', details: {} })
        expect(component.details?.delayMaxMs).toBeLessThan(250)
      },
      { timeout: 20_000 },
    )
  })

  test('is healthy in the first second, in which a process that starts is always busy', async () => {
    const { look } = watched({ utilization: { degraded: 0.5 }, max: { degraded: 1 } })
    await look()
    block(300)
    expect(await look()).toMatchObject({ status: 'healthy' })
  })

  test('is measured from the first run until the check is unregistered, and anew when it is back', async () => {
    const { check, look, clock, service } = watched({})
    expect(clock.pendingTimers).toBe(0)
    await look()
    await look()
    expect(clock.pendingTimers).toBe(1)
    service.unregister('eventLoop')
    expect(clock.pendingTimers).toBe(0)
    service.register(check)
    await look()
    expect(clock.pendingTimers).toBe(1)
  })

  test('is measured no longer than its service is open', async () => {
    const { look, clock, service } = watched({})
    await look()
    await service.close()
    await service.check('eventLoop', { force: true })
    expect(clock.pendingTimers).toBe(0)
  })

  test('keeps no process alive by being measured', async () => {
    const child = await door.run(`
      import { createHealthService, eventLoopCheck } from './door.mjs'
      await createHealthService({ checks: [eventLoopCheck()] }).checkAll()
      process.disconnect()`)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test.each([
    [
      'threshold',
      { p99: { degraded: '1' as never } },
      'eventLoopCheck p99.degraded: expected a number from 0, got "1"',
    ],
    [
      'share, in per cent',
      { utilization: { degraded: 98 } },
      'eventLoopCheck utilization.degraded: expected a share from 0 to 1, got 98',
    ],
    ['window', { window: 0 }, 'eventLoopCheck window: expected a number of milliseconds above 0'],
  ])('with a malformed %s is refused at the door', (_, options, message) => {
    expect(() => eventLoopCheck(options)).toThrow(message)
  })
})
