import { execFile } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import type { Check } from '../../src/server.js'
import { settle } from '../../src/testing/fakeClock.js'
import { never, serviceOnFakeClock } from './serviceOnFakeClock.js'

describe('nothing is left behind', () => {
  const hung = (run: Check['run']) =>
    serviceOnFakeClock({
      concurrency: 1000,
      checks: Array.from({ length: 1000 }, (_, index) => ({ name: `part ${index}`, run })),
    })

  test('by 1 000 hung checks: no timer, and no listener on their signals (H2) (P13)', async () => {
    const signals: AbortSignal[] = []
    const { service, clock } = hung((signal) => {
      signals.push(signal)
      return never
    })
    const asked = service.checkAll()
    await clock.advance(2000)
    expect(await asked).toMatchObject({ status: 'unhealthy' })
    expect(clock.pendingTimers).toBe(0)
    expect(signals).toHaveLength(1000)
    expect(signals.every(({ aborted }) => aborted)).toBe(true)
    expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([])
  })

  test('by checks that end, whose deadline is far off (P13)', async () => {
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: () => true, timeout: 600_000 }],
    })
    for (let run = 0; run < 1000; run++) await service.check('part', { force: true })
    expect(clock.pendingTimers).toBe(0)
  })

  test('by one that is unregistered while it waits for its retry', async () => {
    const signals: AbortSignal[] = []
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: (signal) => (signals.push(signal), false), retries: 5 }],
    })
    void service.check('part')
    await settle()
    expect(clock.pendingTimers).toBe(2)
    service.unregister('part')
    await settle()
    expect(clock.pendingTimers).toBe(0)
    expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([])
    await clock.advance(10_000)
    expect(signals).toHaveLength(1)
  })

  test('by a service that is closed while its checks run by themselves', async () => {
    const signals: AbortSignal[] = []
    const { service, clock } = serviceOnFakeClock({
      checks: [{ name: 'part', run: (signal) => (signals.push(signal), never) }],
    })
    service.start({ interval: 1000 })
    await settle()
    await service.close()
    await settle()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(clock.pendingTimers).toBe(0)
    await service.checkAll()
    await service.check('part', { force: true })
    const late = vi.fn<Check['run']>(() => true)
    service.register({ name: 'late', run: late })
    await service.checkAll()
    await clock.advance(60_000)
    expect(signals).toHaveLength(1)
    expect(late).not.toHaveBeenCalled()
  })

  test('in a real process: no timer, no memory, and nothing that keeps it (H2) (P13)', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'leaks/manyRuns.ts')],
      { timeout: 25_000 },
    )
    const { baseline, timedOut, left, heapGrowth } = JSON.parse(stdout) as Readonly<Record<string, unknown>>
    expect(timedOut).toBe(1000)
    expect(left).toEqual(baseline)
    // 20 000 timers, listeners or promises that were kept would be many times that.
    expect(heapGrowth).toBeLessThan(2_000_000)
  })
})
